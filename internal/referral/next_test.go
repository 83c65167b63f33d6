package referral_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/referral"
)

// listed is a strand that ranks so many hours after monday.
func listed(r referral.Reference, p referral.Priority, after int, change ...func(*referral.Listed)) referral.Listed {
	l := referral.Listed{Reference: r, Strand: referral.Strand{State: referral.Waiting, Priority: p}}
	l.Targets.Contact = monday.Add(time.Duration(after)*time.Hour + rules.Policy.HeadStart(p))
	for _, c := range change {
		c(&l)
	}
	return l
}

func another(l *referral.Listed) { l.Another = true }
func known(l *referral.Listed)   { l.Known = []string{"ot-0", "ot-1"} }
func therapists(l *referral.Listed) {
	l.Needs = append(l.Needs, referral.Need{What: referral.RegisteredTherapist})
}
func signing(l *referral.Listed) {
	l.Needs = append(l.Needs, referral.Need{What: referral.UsesSignLanguage})
}

func orderFor(q referral.Qualifications, list ...referral.Listed) string {
	var got []string
	for _, n := range rules.NextFor(q, "ot-1", list) {
		got = append(got, string(n.Reference)+":"+string(n.Why))
	}
	return strings.Join(got, " ")
}

func TestWhatIsNext(t *testing.T) {
	const high, standard, urgent = referral.High, referral.Standard, referral.Urgent
	plain := referral.Qualifications{Roles: []referral.Role{referral.TrustedAssessor}}
	signs := referral.Qualifications{Roles: []referral.Role{referral.OccupationalTherapist}, Registration: "OT1", Skills: []referral.Skill{referral.SignLanguage}}
	for name, c := range map[string]struct {
		brings referral.Qualifications
		list   []referral.Listed
		want   string
	}{
		"nothing waits":                {plain, nil, ""},
		"as the list has it":           {plain, []referral.Listed{listed("A", high, 0), listed("B", standard, 1), listed("C", urgent, 2)}, "A:first B:first C:first"},
		"a part goes first":            {plain, []referral.Listed{listed("A", high, 0), listed("B", high, 1), listed("C", high, 2, another)}, "C:part A:first B:first"},
		"so does whom they know":       {plain, []referral.Listed{listed("A", high, 0), listed("B", high, 30, known)}, "B:known A:first"},
		"a part and known is a part":   {plain, []referral.Listed{listed("A", high, 0), listed("B", high, 30, known, another)}, "B:part A:first"},
		"never past the more urgent":   {plain, []referral.Listed{listed("A", standard, 0), listed("B", urgent, 1), listed("C", high, 2, known)}, "A:first B:first C:known"},
		"but past the less urgent":     {plain, []referral.Listed{listed("A", urgent, 0), listed("B", standard, 1), listed("C", high, 2, known)}, "A:first C:known B:first"},
		"not past what is long due":    {plain, []referral.Listed{listed("A", high, 0), listed("B", high, 24, known), listed("C", high, 6*24, known)}, "B:known A:first C:known"},
		"in rank order among known":    {plain, []referral.Listed{listed("A", high, 0), listed("B", high, 1, known), listed("C", high, 2, another)}, "B:known C:part A:first"},
		"what one may not is left out": {plain, []referral.Listed{listed("A", urgent, 0, therapists), listed("B", high, 1)}, "B:able"},
		"after the first that one may": {plain, []referral.Listed{listed("A", urgent, 0), listed("B", high, 1, therapists), listed("C", high, 2)}, "A:first C:first"},
		"nothing that one may":         {plain, []referral.Listed{listed("A", urgent, 0, therapists)}, ""},
		"a skill that one has":         {signs, []referral.Listed{listed("A", high, 0), listed("B", high, 1, therapists, signing)}, "B:skill A:first"},
		"a skill that one lacks":       {plain, []referral.Listed{listed("A", high, 0, signing), listed("B", high, 1), listed("C", high, 6*24)}, "B:first A:first C:first"},
		"lacking it, but more urgent":  {plain, []referral.Listed{listed("A", urgent, 0, signing), listed("B", high, 1)}, "A:first B:first"},
		"lacking it, but known":        {plain, []referral.Listed{listed("A", high, 0), listed("B", high, 1, signing, known)}, "B:known A:first"},
	} {
		if got := orderFor(c.brings, c.list...); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Whatever waits: each strand that somebody may take is offered once, none goes past
// a more urgent one, and none past one that ranks more than the two head starts
// before it.
func TestNextKeepsRankWithinItsHeadStart(t *testing.T) {
	most := 2 * rules.Policy.NextHeadStart()
	rapid.Check(t, func(t *rapid.T) {
		var list []referral.Listed
		after := 0
		for n := range rapid.IntRange(0, 12).Draw(t, "waiting") {
			after += rapid.IntRange(0, 72).Draw(t, "hours")
			l := listed(referral.Reference(rune('A'+n)), rapid.SampledFrom(referral.Priorities()).Draw(t, "priority"), after)
			for _, change := range []func(*referral.Listed){another, known, therapists, signing} {
				if rapid.IntRange(0, 3).Draw(t, "such") == 0 {
					change(&l)
				}
			}
			list = append(list, l)
		}
		q := referral.Qualifications{Roles: []referral.Role{referral.OccupationalTherapist}}
		if rapid.Bool().Draw(t, "registered") {
			q.Registration = "OT1"
		}
		order := rules.NextFor(q, "ot-1", list)
		may := 0
		for _, l := range list {
			if l.MayTake(q) == nil {
				may++
			}
		}
		if len(order) != may {
			t.Fatalf("%d are offered, %d may be taken", len(order), may)
		}
		urgency := map[referral.Priority]int{referral.Urgent: 0, referral.High: 1, referral.Standard: 2}
		for i, first := range order {
			for _, then := range order[i+1:] {
				if first.Rank().After(then.Rank()) && (urgency[first.Priority] > urgency[then.Priority] || first.Rank().Sub(then.Rank()) >= most) {
					t.Fatalf("%s (%s) goes past %s (%s)", first.Reference, first.Priority, then.Reference, then.Priority)
				}
			}
		}
	})
}
