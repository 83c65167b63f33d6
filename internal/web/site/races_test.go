package site_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/anishathalye/porcupine"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

// tried is what somebody tried with a strand that they saw at that version.
type tried struct {
	what    string // one of the constants below
	by, to  string
	version int // 0: whatever it is
}

const (
	claims     = "claim"
	claimsNext = "claim next"
	lapses     = "lapse"
	reassigns  = "reassign"
	notes      = "note"
	releases   = "release"
	looks      = "look"
)

// came is what came of it: whether it was done, or as what the strand was seen.
type came struct {
	done bool
	standing
}

// standing is how a strand is, as far as claiming goes.
type standing struct {
	holder  string // "" where it waits
	begun   bool   // it is an allocation, which does not lapse
	version int
}

// aStrand is what a strand does, one thing after the other: claims, lapses, notes,
// reassignments and releases, each only where it may be, each on the version that was
// seen, and each changing the version by one.
func aStrand() porcupine.Model {
	return porcupine.Model{
		Init: func() any { return standing{version: firstVersion} },
		Step: func(state, input, output any) (bool, any) {
			is, in, out := state.(standing), input.(tried), output.(came)
			if in.what == looks {
				return out.standing == is, is
			}
			next, may := after(is, in)
			if out.done {
				return may && (in.version == 0 || in.version == is.version), next
			}
			// What was not done either could not be, or was too late for what was seen.
			return !may || in.version != 0 && in.version != is.version, is
		},
		DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v -> %+v", input, output) },
	}
}

// after is how a strand is after what was tried, and whether it may be done.
func after(is standing, in tried) (standing, bool) {
	next := standing{is.holder, is.begun, is.version + 1}
	switch in.what {
	case claims, claimsNext:
		next.holder, next.begun = in.by, false
		return next, is.holder == ""
	case lapses:
		next.holder = ""
		return next, is.holder != "" && !is.begun
	case notes:
		next.begun = is.begun || is.holder == in.by // others may write one too
		return next, true
	case releases:
		next.holder, next.begun = "", false
		return next, is.holder == in.by
	case reassigns:
		next.holder = in.to // also what nobody has: then it is a claim
		return next, is.holder != in.to
	}
	return is, false
}

// firstVersion is a strand's version when it has come to the worklist.
const firstVersion = 3

// history is what was tried with strands, and when: by a counter that everybody shares,
// for the clock of a test stands still.
type history struct {
	mu    sync.Mutex
	clock atomic.Int64
	of    map[referral.Reference][]porcupine.Operation
	done  map[string]int
}

func (h *history) add(who int, r referral.Reference, in tried, began int64, out came) {
	ended := h.clock.Add(1)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.of[r] = append(h.of[r], porcupine.Operation{ClientId: who, Input: in, Call: began, Output: out, Return: ended})
	if out.done {
		h.done[in.what]++
	}
}

// racer is one of those who press at once, with what they decide drawn.
type racer struct {
	webtest.Browser
	*history
	number  int
	id      string
	manager webtest.Browser
	others  []string // who there is
	draw    *rand.Rand
}

// look reads a strand as it is.
func (p racer) look(r referral.Reference) standing {
	began := p.tick()
	s := p.Strand(r, webtest.Tech)
	is := standing{begun: s.Holder != nil && s.Lapses.IsZero(), version: s.Version}
	if s.Holder != nil {
		is.holder = s.Holder.ID
	}
	p.add(p.number, r, tried{what: looks}, began, came{standing: is})
	return is
}

// tick is the next instant of the clock that everybody shares.
func (p racer) tick() int64 { return p.history.clock.Add(1) }

// lapse lets a claim lapse as the sweep does, whatever the time is.
func (p racer) lapse(r referral.Reference) error {
	_, err := p.Store.UpdateStrand(p.T.Context(), casestore.StrandRevision{Reference: r, Kind: webtest.Tech, By: referral.System("sweep"), Request: web.NewIdentifier()},
		func(referral.Case, referral.Strand) (referral.Change, error) { return referral.Lapse{}, nil })
	return err
}

// press does one thing, as people do: on a page that shows the strand as it is or was.
func (p racer) press(t *testing.T, r referral.Reference, is standing) {
	page := func(b webtest.Browser, what, last string, form url.Values, in tried) {
		form.Set("version", strconv.Itoa(is.version))
		form.Set("request", web.NewIdentifier())
		in.what, in.version = what, is.version
		began := p.tick()
		answer := b.Post(web.PathOfStrand(r, webtest.Tech, last), form)
		done := answer.Status == http.StatusSeeOther && strings.Contains(answer.Location, "done=")
		if !done && answer.Status != http.StatusSeeOther && answer.Status != http.StatusConflict && answer.Status != http.StatusUnprocessableEntity && answer.Status != http.StatusForbidden {
			t.Errorf("%s: answered %d: %s", what, answer.Status, answer.Text())
		}
		p.add(p.number, r, in, began, came{done: done})
	}
	switch n := p.draw.IntN(100); {
	case n < 30:
		page(p.Browser, claims, "claim", url.Values{}, tried{by: p.id})
	case n < 50:
		began := p.tick()
		answer := p.Post("/worklist/claim-next", url.Values{"request": {web.NewIdentifier()}})
		if got, ok := strings.CutPrefix(answer.Location, "/case/"); ok {
			reference, _, _ := strings.Cut(got, "?")
			p.add(p.number, referral.Reference(reference), tried{what: claimsNext, by: p.id}, began, came{done: true})
		} else if answer.Status != http.StatusConflict {
			t.Errorf("claim next: answered %d: %s", answer.Status, answer.Text())
		}
	case n < 66:
		began := p.tick()
		err := p.lapse(r)
		if err != nil && !errors.Is(err, referral.ErrRefused) {
			t.Errorf("lapse: %v", err)
		}
		p.add(p.number, r, tried{what: lapses}, began, came{done: err == nil})
	case n < 74:
		to := p.others[p.draw.IntN(len(p.others))]
		page(p.manager, reassigns, "reassign", url.Values{"to": {to}, "note": {"You are nearer."}}, tried{to: to})
	case n < 77:
		page(p.Browser, notes, "note", url.Values{"text": {"Rang the ward."}}, tried{by: p.id})
	default:
		page(p.Browser, releases, "release", url.Values{"reason": {"I am away."}}, tried{by: p.id})
	}
}

// Eight people, their manager and the sweep press at once: claim, claim next, let lapse,
// give to another, note, put back. Whatever each strand did is what it could have done
// one thing after the other, so nothing is ever claimed twice. RACES=10000
// makes more presses of it.
func TestRacesForStrands(t *testing.T) {
	presses := 1000
	if n, err := strconv.Atoi(os.Getenv("RACES")); err == nil {
		presses = n
	}
	const people, strands = 8, 12
	h := &history{of: map[referral.Reference][]porcupine.Operation{}, done: map[string]int{}}
	synctest.Test(t, func(t *testing.T) {
		s := webtest.New(t)
		var all []referral.Reference
		for range strands {
			all = append(all, s.StrandAt(webtest.Tech, webtest.Waiting))
		}
		racers := make([]racer, people)
		for n := range racers {
			id := fmt.Sprintf("u-race-%d", n)
			webtest.Registrations[id] = "OT100000"
			racers[n] = racer{Browser: s.SignIn(webtest.Staff(id, fmt.Sprintf("Racer %d", n), referral.OccupationalTherapist, referral.OccupationalTherapyTeam)),
				history: h, number: n, id: id, manager: s.SignIn(webtest.Manager), draw: rand.New(rand.NewPCG(uint64(n), uint64(presses)))}
		}
		for n := range racers {
			for _, other := range racers {
				racers[n].others = append(racers[n].others, other.id)
			}
		}
		s.Cloud.Meter = webtest.NewMeter()
		s.Cloud.Meter.Took = rand.New(rand.NewPCG(1, uint64(presses)))
		var together sync.WaitGroup
		for _, p := range racers {
			together.Go(func() {
				for range presses / people {
					r := all[p.draw.IntN(len(all))]
					p.press(t, r, p.look(r))
				}
			})
		}
		together.Wait()
		s.Cloud.Meter = nil
		for _, r := range all {
			racers[0].look(r)
			claimed := 0
			for _, e := range s.Events(r) {
				if e == (referral.Claim{}).Name() {
					claimed++
				}
			}
			told := 0
			for _, o := range h.of[r] {
				if in := o.Input.(tried); o.Output.(came).done && (in.what == claims || in.what == claimsNext) {
					told++
				}
			}
			if claimed != told {
				t.Errorf("%s was claimed %d times, and %d people were told that they have it", r, claimed, told)
			}
		}
	})
	tries := 0
	for r, operations := range h.of {
		tries += len(operations)
		if result := porcupine.CheckOperationsTimeout(aStrand(), operations, time.Minute); result != porcupine.Ok {
			t.Errorf("%s did what it could not do one thing after the other (%s):\n%s", r, result, told(operations))
		}
	}
	t.Logf("%d presses, %d operations on %d strands, done: %v", presses, tries, len(h.of), h.done)
	for _, what := range []string{claims, claimsNext, lapses, reassigns, notes, releases} {
		if h.done[what] == 0 {
			t.Errorf("not once did anybody %s", what)
		}
	}
}

// told is a history in the order in which things began.
func told(operations []porcupine.Operation) string {
	var lines []string
	slices.SortFunc(operations, func(a, b porcupine.Operation) int { return int(a.Call - b.Call) })
	for _, o := range operations {
		lines = append(lines, fmt.Sprintf("%d-%d by %d: %+v -> %+v", o.Call, o.Return, o.ClientId, o.Input, o.Output))
	}
	return strings.Join(lines, "\n")
}

// What the model would let pass would never be found: it refuses each of these.
func TestTheModelOfAStrand(t *testing.T) {
	const v = firstVersion
	done := came{done: true}
	for name, test := range map[string]struct {
		good bool
		of   []porcupine.Operation
	}{
		"claimed and let lapse":       {true, inTurn(tried{what: claims, by: "a", version: v}, done, tried{what: lapses}, done, tried{what: claimsNext, by: "b"}, done)},
		"claimed twice":               {false, inTurn(tried{what: claims, by: "a", version: v}, done, tried{what: claims, by: "b", version: v}, done)},
		"claimed twice at once":       {false, atOnce(tried{what: claims, by: "a", version: v}, done, tried{what: claimsNext, by: "b"}, done)},
		"one of two at once":          {true, atOnce(tried{what: claims, by: "a", version: v}, done, tried{what: claims, by: "b", version: v}, came{})},
		"neither of two at once":      {false, atOnce(tried{what: claims, by: "a", version: v}, came{}, tried{what: claims, by: "b", version: v}, came{})},
		"an allocation lapses":        {false, inTurn(tried{what: claims, by: "a", version: v}, done, tried{what: notes, by: "a", version: v + 1}, done, tried{what: lapses}, done)},
		"put back by another":         {false, inTurn(tried{what: claims, by: "a", version: v}, done, tried{what: releases, by: "b", version: v + 1}, done)},
		"given on by an old page":     {false, inTurn(tried{what: claims, by: "a", version: v}, done, tried{what: reassigns, to: "b", version: v}, done)},
		"seen as it was before":       {false, inTurn(tried{what: claims, by: "a", version: v}, done, tried{what: looks}, came{standing: standing{version: v}})},
		"seen as it is":               {true, inTurn(tried{what: claims, by: "a", version: v}, done, tried{what: looks}, came{standing: standing{holder: "a", version: v + 1}})},
		"what waits did not lapse":    {true, inTurn(tried{what: lapses}, came{})},
		"what is held did not lapse":  {false, inTurn(tried{what: claims, by: "a", version: v}, done, tried{what: lapses}, came{})},
		"given to whoever has it now": {false, inTurn(tried{what: claims, by: "a", version: v}, done, tried{what: reassigns, to: "a", version: v + 1}, done)},
	} {
		if got := porcupine.CheckOperations(aStrand(), test.of); got != test.good {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// inTurn are operations, each with what came of it, one after the other.
func inTurn(what ...any) []porcupine.Operation {
	var all []porcupine.Operation
	for i := 0; i < len(what); i += 2 {
		all = append(all, porcupine.Operation{ClientId: i, Input: what[i], Output: what[i+1], Call: int64(2 * i), Return: int64(2*i + 1)})
	}
	return all
}

// atOnce are operations that all begin before any of them ends.
func atOnce(what ...any) []porcupine.Operation {
	all := inTurn(what...)
	for i := range all {
		all[i].Call, all[i].Return = int64(i), int64(1000+i)
	}
	return all
}
