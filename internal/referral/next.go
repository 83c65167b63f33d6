package referral

import (
	"slices"
	"time"
)

// Listed is a strand on a worklist, as whoever asks for the next one sees it.
type Listed struct {
	Strand
	Reference Reference
	// Another tells whether they have another part of the same referral.
	Another bool
}

// WhyNext is the code of why somebody is given a strand as their next.
type WhyNext string

const (
	// NextFirst: it is the most pressing of what waits.
	NextFirst WhyNext = "first"
	// NextAble: it is the most pressing of what they may take.
	NextAble WhyNext = "able"
	// NextPart: they have another part of the same referral, and nothing more urgent waits.
	NextPart WhyNext = "part"
	// NextKnown: they have dealt with the person before, and nothing more urgent waits.
	NextKnown WhyNext = "known"
	// NextSkill: it asks for a skill that they have, and nothing more urgent waits.
	NextSkill WhyNext = "skill"
)

// Next is a strand that somebody may take, and why it stands where it does.
type Next struct {
	Listed
	Why WhyNext
}

// NextFor puts what waits in the order in which somebody should take it. What they
// may not take is left out. What is left stays in rank order, with two exceptions
// between strands that are equally urgent or where the later is the more urgent one:
// what they know from earlier, or have a skill for, goes before what ranks at most
// Policy.NextHeadStart earlier; and what asks for a skill that they lack goes behind
// what ranks at most that much later. As with rank itself a fixed number of days is
// gained or lost, so that nothing is passed over for ever.
func (r Rules) NextFor(q Qualifications, who string, waiting []Listed) []Next {
	var order []Next
	why := NextFirst
	for _, l := range waiting {
		if l.MayTake(q) != nil {
			if len(order) == 0 {
				why = NextAble
			}
			continue
		}
		n := Next{Listed: l, Why: why}
		if reason, gains := n.known(q, who); gains {
			n.Why = reason
		}
		at := len(order)
		for at > 0 && r.goesBefore(n, order[at-1], q, who) {
			at--
		}
		order = slices.Insert(order, at, n)
	}
	return order
}

// known says why somebody should have it before others, and whether they should.
func (n Next) known(q Qualifications, who string) (WhyNext, bool) {
	switch {
	case n.Another:
		return NextPart, true
	case slices.Contains(n.Known, who):
		return NextKnown, true
	case n.CallsFor(q):
		return NextSkill, true
	}
	return "", false
}

// goesBefore tells whether a strand that ranks later should be taken before one
// that ranks earlier: never if it is less urgent.
func (r Rules) goesBefore(n, earlier Next, q Qualifications, who string) bool {
	return urgency(n.Priority) <= urgency(earlier.Priority) && r.rankFor(n, q, who).Before(r.rankFor(earlier, q, who))
}

// rankFor is the rank with the days that somebody gains or loses.
func (r Rules) rankFor(n Next, q Qualifications, who string) time.Time {
	rank := n.Rank()
	if _, gains := n.known(q, who); gains {
		return rank.Add(-r.Policy.NextHeadStart())
	}
	if len(n.Lacks(q)) > 0 {
		return rank.Add(r.Policy.NextHeadStart())
	}
	return rank
}

// urgency counts the priorities, the most pressing first; what has none comes last.
func urgency(p Priority) int {
	if at := slices.Index(Priorities(), p); at >= 0 {
		return at
	}
	return len(Priorities())
}
