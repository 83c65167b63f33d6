package referral_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

// Nothing starves. What is referred later has a target that is later than its coming;
// its priority moves it ahead by a fixed number of days, and what somebody knows or can
// do moves it past what ranks at most twice another such number earlier. So for each
// strand that waits there is an instant,
//
//	its rank + the head start of what is urgent + twice the head start of claim next,
//
// after which no new referral is claimed before it by anybody who may take it. Until
// then each strand goes before it at most once each time that it comes to the list. The
// bound is therefore: as many presses of those who may take it as strands waited when it
// came, came before that instant, or were put back on the list. The next is its own.
//
// What comes, who presses, what they hold, put on hold and put back are arbitrary; the
// changes, ranks and choices are those of the system.
func TestNothingStarves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorklist(t)
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			switch rapid.SampledFrom([]string{"comes", "comes", "comes", "press", "press", "press", "time", "time", "hold", "go on", "put back", "lapse"}).Draw(t, "step") {
			case "comes":
				w.comes(t)
			case "press":
				w.press(t)
			case "time":
				w.now = w.now.Add(time.Duration(rapid.IntRange(1, 240).Draw(t, "hours")) * time.Hour)
			case "hold":
				until := referral.Date(w.now.AddDate(0, 0, rapid.IntRange(1, 30).Draw(t, "days")).Format(time.DateOnly))
				w.work(t, referral.Claimed, func(referral.Strand) referral.Change {
					return rules.Hold(until, "In hospital.")
				})
			case "go on":
				w.work(t, referral.OnHold, func(s referral.Strand) referral.Change {
					return rules.ResumeWork("Home again.", s, w.now)
				})
			case "put back":
				w.work(t, referral.Claimed, func(referral.Strand) referral.Change { return referral.Release{Reason: "On leave."} })
			case "lapse":
				w.work(t, referral.Claimed, func(s referral.Strand) referral.Change { return referral.Lapse{} })
			}
		}
		// Nobody refers any more: whoever may take all of it comes to the end of the list.
		for range w.listed() {
			w.pressBy(t, presser{"ot-1", brings("OT1", referral.Headset)})
		}
		if left := w.listed(); len(left) > 0 {
			t.Fatalf("%d still wait", len(left))
		}
	})
}

// worklist is a team's list in memory, and what is counted for each strand on it.
type worklist struct {
	now     time.Time
	cases   []*referral.Case
	strands []*waits
}

// waits is a strand that waits, or once did.
type waits struct {
	referral.Strand
	of     *referral.Case
	fresh  bool      // it has never been put back
	came   time.Time // to the list, the last time
	until  time.Time // after which no new referral goes before it
	may    int       // how many may go before it
	passed int       // how many presses of those who may take it took another
}

// presser is somebody who claims, and what they bring.
type presser struct {
	id     string
	brings referral.Qualifications
}

var pressers = []presser{
	{"ot-1", brings("OT1")}, {"ot-2", brings("OT2", referral.SignLanguage)}, {"ot-3", brings("", referral.Headset, referral.Interpreting)}, {"ot-4", brings("")},
}

// brings is an occupational therapist; without a registration one who is not yet registered.
func brings(registration string, skills ...referral.Skill) referral.Qualifications {
	return referral.Qualifications{Roles: []referral.Role{referral.OccupationalTherapist}, Registration: registration, Skills: skills}
}

func newWorklist(t *rapid.T) *worklist {
	// Easter, Christmas and the changes of the clock are all within reach.
	return &worklist{now: monday.AddDate(0, 0, rapid.IntRange(0, 365).Draw(t, "day"))}
}

// comes refers somebody: for one thing or two, as urgent as may be, known to some.
func (w *worklist) comes(t *rapid.T) {
	r := sent(rapid.SampledFrom([][]referral.Kind{{referral.AssistiveTechnology}, {referral.VRSessions}, {referral.AssistiveTechnology, referral.VRSessions}}).Draw(t, "kinds")...)
	r.Reference, r.Sent = referral.Reference(fmt.Sprintf("%04d", len(w.cases))), w.now
	r.Facts.Concerns = rapid.SampledFrom([][]referral.Concern{nil, nil, {referral.FallLastMonth}, {referral.Safeguarding}}).Draw(t, "concerns")
	r.Facts.Equipment = rapid.SampledFrom([][]catalogue.Code{{"pendant-alarm"}, {"gps-locator"}}).Draw(t, "equipment")
	r.Facts.Screening = rapid.SampledFrom([]referral.Screening{referral.GoAhead, referral.AskFirst}).Draw(t, "screening")
	r.Facts.Interpreter = rapid.SampledFrom([]referral.Interpreter{"", "", referral.SignInterpreter, referral.SpokenInterpreter}).Draw(t, "interpreter")
	if rapid.IntRange(0, 3).Draw(t, "known") == 0 {
		r.Earlier.Known = []string{rapid.SampledFrom(pressers).Draw(t, "knows").id}
	}
	c, strands, _, err := referral.Open(r, "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	w.cases = append(w.cases, &c)
	for _, s := range strands {
		on := &waits{Strand: s, of: &c, fresh: true}
		w.strands = append(w.strands, on)
		w.change(t, on, rules.Triage(r, s.Kind), system)
		w.change(t, on, referral.AddToWorklist{}, system)
	}
}

// change makes a change, and counts where a strand comes to the list.
func (w *worklist) change(t *rapid.T, s *waits, change referral.Change, by referral.Actor) {
	was := s.State
	if _, err := s.of.Change(&s.Strand, change, by, w.now, ""); err != nil {
		t.Fatalf("%s: %v", change.Name(), err)
	}
	if s.State != referral.Waiting || was == referral.Waiting {
		return
	}
	s.fresh = was == referral.Triaged
	policy := rules.Policy
	s.came, s.until = w.now, s.Rank().Add(policy.HeadStart(referral.Urgent)+2*policy.NextHeadStart())
	s.may, s.passed = 0, 0
	for _, other := range w.strands {
		if other == s || other.State != referral.Waiting {
			continue
		}
		s.may++
		if !s.fresh || !w.now.After(other.until) {
			other.may++
		}
	}
}

// work makes a change to one of the strands in a state, if there is one, as whoever
// may make it.
func (w *worklist) work(t *rapid.T, state referral.State, change func(referral.Strand) referral.Change) {
	in := slices.DeleteFunc(slices.Clone(w.strands), func(s *waits) bool { return s.State != state })
	if len(in) == 0 {
		return
	}
	s := in[rapid.IntRange(0, len(in)-1).Draw(t, "which")]
	c, by := change(s.Strand), *s.Holder
	if _, lapse := c.(referral.Lapse); lapse {
		if s.Lapses.IsZero() {
			return // it has become an allocation
		}
		by = system
	}
	w.change(t, s, c, by)
}

// listed returns what waits, in the order of the list.
func (w *worklist) listed() []*waits {
	on := slices.DeleteFunc(slices.Clone(w.strands), func(s *waits) bool { return s.State != referral.Waiting })
	slices.SortFunc(on, func(a, b *waits) int {
		return cmp.Or(a.Rank().Compare(b.Rank()), cmp.Compare(a.of.Reference, b.of.Reference), cmp.Compare(a.Kind, b.Kind))
	})
	return on
}

func (w *worklist) press(t *rapid.T) {
	w.pressBy(t, rapid.SampledFrom(pressers).Draw(t, "presser"))
}

// pressBy claims the best for somebody as the page does: of the first page with
// something that they may take.
func (w *worklist) pressBy(t *rapid.T, who presser) {
	const pageSize = 25
	on := w.listed()
	for page := range slices.Chunk(on, pageSize) {
		var listed []referral.Listed
		for _, s := range page {
			another := slices.ContainsFunc(w.strands, func(o *waits) bool {
				return o.of == s.of && o.Kind != s.Kind && o.Holder != nil && o.Holder.ID == who.id
			})
			listed = append(listed, referral.Listed{Strand: s.Strand, Reference: s.of.Reference, Another: another})
		}
		order := rules.NextFor(who.brings, who.id, listed)
		if len(order) == 0 {
			continue
		}
		taken := on[slices.IndexFunc(on, func(s *waits) bool { return s.of.Reference == order[0].Reference && s.Kind == order[0].Kind })]
		w.passes(t, on, taken, who)
		w.change(t, taken, rules.ClaimWith(who.brings, "", w.now), referral.Actor{ID: who.id, Name: who.id})
		return
	}
}

// passes counts for whatever waits and could have been taken that another was.
func (w *worklist) passes(t *rapid.T, on []*waits, taken *waits, who presser) {
	for _, s := range on {
		if s == taken || s.MayTake(who.brings) != nil {
			continue
		}
		s.passed++
		if taken.fresh && taken.came.After(s.until) {
			t.Fatalf("%s %s (%s, since %s) is passed by %s %s (%s), which was referred on %s: after %s", s.of.Reference, s.Kind, s.Priority, s.came,
				taken.of.Reference, taken.Kind, taken.Priority, taken.came, s.until)
		}
		if s.passed > s.may {
			t.Fatalf("%s %s (%s, since %s) has been passed %d times, and %d may go before it", s.of.Reference, s.Kind, s.Priority, s.came, s.passed, s.may)
		}
	}
}
