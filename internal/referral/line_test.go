package referral_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

var (
	monday    = time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)
	therapist = referral.Actor{ID: "ot-1", Name: "Occupational Therapist One", Role: referral.OccupationalTherapist}
	other     = referral.Actor{ID: "ot-2", Name: "Occupational Therapist Two", Role: referral.OccupationalTherapist}
	system    = referral.System("test")
)

// sent is a referral for those kinds.
func sent(kinds ...referral.Kind) referral.Referral {
	return referral.Referral{
		Reference: "7K3Q-9M2P", Sent: monday, Kinds: kinds,
		Referrer: referral.Referrer{Actor: referral.Actor{ID: "sw-1", Name: "Social Worker One", Role: referral.SocialWorker}},
		Facts:    referral.Facts{Person: referral.Person{Name: "Alpha Testcase"}, Equipment: []catalogue.Code{"falls-detector"}},
	}
}

func decision(outcome referral.Outcome) referral.Decision {
	return referral.Decision{Outcome: outcome, Rationale: "Because of what was found.", NextStep: "Ask again if it changes.", Equipment: []catalogue.Code{"falls-detector"}}
}

// costly is a decision that one person may not make alone.
func costly() referral.Decision {
	d := decision(referral.Provide)
	d.Equipment = []catalogue.Code{"hub", "epilepsy-sensor"}
	return d
}

// everyChange is one valid value of each change that can be made to a strand of
// that kind.
func everyChange(s referral.Strand) []referral.Recorded {
	return append([]referral.Recorded{
		referral.Triage{Priority: referral.High, Team: referral.OccupationalTherapyTeam, Reasons: []string{"A fall in the last month"}},
		referral.Order{Triage: referral.Triage{Priority: referral.High, Team: referral.TrustedAssessorTeam}, Decision: referral.Decision{Outcome: referral.Provide, By: therapist}, Audit: true},
		referral.AddToWorklist{}, referral.Claim{}, referral.Release{Reason: "On leave"},
		referral.Contact{When: monday.AddDate(1, 0, 0), How: "telephone", Reached: true},
		referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}},
		decide(decision(referral.Provide)), decide(decision(referral.Declined)),
		referral.Arrange{}, referral.PutInPlace{On: "2026-12-01", ReviewBy: "2027-01-12"}, referral.Close{Benefit: "avoids"},
		referral.Withdraw{Reason: "No longer wanted."}, referral.Restart{Run: s.Run + 1, Seen: "execution ended"},
		referral.Ask{Questions: []string{"Who has the key?"}}, referral.Reply{Answers: []string{"The neighbour."}},
		rules.Hold("2026-12-07", "In hospital until then."), referral.ResumeWork{Reason: "Home early."},
		rules.Claim("ot-1@example.org", monday), referral.Note{Text: "Her son visits on Sundays."}, referral.LapseWarning{}, referral.Lapse{},
		referral.Answer{Answers: referral.Answers{"full-name": {"Beta Testcase"}}, Facts: referral.Facts{Person: referral.Person{Name: "Beta Testcase"}},
			Corrected: &referral.Corrected{Was: referral.Person{Name: "Alpha Testcase"}}, Stored: []string{"key-safe-code"},
			Strands: map[referral.Kind]referral.TriagedAgain{s.Kind: {Open: []referral.Reference{"2222-2222"}}}},
		referral.Duplicate{Of: "2222-2222", Reason: "Sent twice."}, referral.Distinct{From: []referral.Reference{"3333-3333"}},
		rules.Reassign(other, "", "She is away.", monday),
		referral.Assign{To: other, Note: "From Monday’s meeting."},
		referral.PlanVisit{When: monday.AddDate(0, 0, 9), Minutes: 60, Where: "At home"}, referral.CancelVisit{Number: 1, Reason: "She is out."},
		referral.MoveVisit{Number: 1, To: referral.PlanVisit{When: monday.AddDate(0, 0, 10), Where: "At her sister’s"}, Reason: "She is out."},
		referral.AuditOrder{Finding: referral.AuditConcern, Note: "Ask about the stairs."},
		rules.Decide(costly(), s, monday), referral.Approve{Note: "Agreed."}, referral.SendBack{Reason: "Try the sensor first."},
	}, besideChanges(s)...)
}

// Whatever happens to the strands of a case, in whatever order: replaying the
// history gives the case and its strands again, a refusal changes nothing, and
// the case is closed exactly when no strand is open.
func TestHistoryReplaysToTheCase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, strands, first, err := referral.Open(sent(referral.AssistiveTechnology, referral.VRSessions), "DRAFT", "request-0")
		if err != nil {
			t.Fatal(err)
		}
		events := []referral.Event{first}
		for step := range rapid.IntRange(0, 40).Draw(t, "steps") {
			n := rapid.IntRange(0, 1).Draw(t, "strand")
			changes := everyChange(strands[n])
			change := changes[rapid.IntRange(0, len(changes)-1).Draw(t, "change")]
			by := rapid.SampledFrom([]referral.Actor{therapist, other, system}).Draw(t, "by")
			was := text(t, c) + text(t, strands)
			event, err := make1(&c, strands, n, change, by, monday.Add(time.Duration(step)*time.Hour), "")
			if err != nil {
				if !errors.Is(err, referral.ErrRefused) || text(t, c)+text(t, strands) != was {
					t.Fatalf("%s refused with %v, and changed something", change.Name(), err)
				}
				continue
			}
			events = append(events, event)
		}
		again, byKind, err := referral.Replay(events)
		if err != nil {
			t.Fatal(err)
		}
		if text(t, again) != text(t, c) {
			t.Fatalf("the history replays to the case\n%s\nnot\n%s", text(t, again), text(t, c))
		}
		open := 0
		for _, s := range strands {
			if text(t, byKind[s.Kind]) != text(t, s) {
				t.Fatalf("the history replays to the strand\n%s\nnot\n%s", text(t, byKind[s.Kind]), text(t, s))
			}
			if !s.State.Final() {
				open++
			}
		}
		if c.OpenStrands != open || c.Closed.IsZero() != (open > 0) {
			t.Fatalf("%d strands are open, the case says %d, closed %v", open, c.OpenStrands, c.Closed)
		}
	})
}

func TestHistoryNoticesTampering(t *testing.T) {
	history := func() []referral.Event {
		c, strands, first, err := referral.Open(sent(referral.AssistiveTechnology), "DRAFT", "request")
		if err != nil {
			t.Fatal(err)
		}
		events := []referral.Event{first}
		for _, change := range []referral.Change{everyChange(strands[0])[0].(referral.Change), referral.AddToWorklist{}, referral.Claim{}} {
			event, err := c.Change(&strands[0], change, therapist, monday, "")
			if err != nil {
				t.Fatal(err)
			}
			events = append(events, event)
		}
		return events
	}
	for name, tamper := range map[string]func([]referral.Event) []referral.Event{
		"nothing":     nil,
		"left out":    func(e []referral.Event) []referral.Event { return append(e[:1], e[2:]...) },
		"cut off":     func(e []referral.Event) []referral.Event { return e[1:] },
		"exchanged":   func(e []referral.Event) []referral.Event { e[1], e[2] = e[2], e[1]; return e },
		"who":         func(e []referral.Event) []referral.Event { e[3].By = other; return e },
		"when":        func(e []referral.Event) []referral.Event { e[2].At = e[2].At.Add(time.Hour); return e },
		"what":        func(e []referral.Event) []referral.Event { e[1].Detail = e[2].Detail; return e },
		"strand":      func(e []referral.Event) []referral.Event { e[1].Strand = referral.VRSessions; return e },
		"said twice":  func(e []referral.Event) []referral.Event { return append(e, e[3]) },
		"other chain": func(e []referral.Event) []referral.Event { e[2].Previous = e[0].Hash; return e },
	} {
		events := history()
		if tamper != nil {
			events = tamper(events)
		}
		if _, _, err := referral.Replay(events); (err == nil) != (tamper == nil) {
			t.Errorf("%s: Replay says %v", name, err)
		}
	}
}

// TestEveryState: each state can be reached, and has what people see of it.
func TestEveryState(t *testing.T) {
	reached := map[referral.State]bool{referral.Received: true}
	var walk func(c referral.Case, s referral.Strand)
	walk = func(c referral.Case, s referral.Strand) {
		for _, change := range everyChange(s) {
			nextCase, all := c, []referral.Strand{s}
			if _, err := make1(&nextCase, all, 0, change, therapist, monday, ""); err != nil {
				if _, err := make1(&nextCase, all, 0, change, other, monday, ""); err != nil {
					continue
				}
			}
			next := all[0]
			grew := next.Assessment != nil && s.Assessment == nil
			if !reached[next.State] || grew {
				reached[next.State] = true
				walk(nextCase, next)
			}
		}
	}
	c, strands, _, err := referral.Open(sent(referral.AssistiveTechnology), "DRAFT", "")
	if err != nil {
		t.Fatal(err)
	}
	walk(c, strands[0])
	for _, state := range referral.States() {
		if !reached[state] {
			t.Errorf("no change leads to the state %q", state)
		}
		if state.Label() == "" || state.Colour() == "" || state.Next() == "" {
			t.Errorf("the state %q lacks its label, colour or next step", state)
		}
		if state.Final() && state.Effect() != referral.NoEffect && state.Effect() != referral.Stop {
			t.Errorf("the final state %q owes %q", state, state.Effect())
		}
	}
}

// What a state does not allow is refused, with a reason for people.
func TestRefusals(t *testing.T) {
	at := func(changes ...referral.Change) referral.Strand {
		c, strands, _, err := referral.Open(sent(referral.AssistiveTechnology), "DRAFT", "")
		if err != nil {
			t.Fatal(err)
		}
		for _, change := range changes {
			if _, err := c.Change(&strands[0], change, therapist, monday, ""); err != nil {
				t.Fatal(err)
			}
		}
		return strands[0]
	}
	triaged := everyChange(referral.Strand{})[0].(referral.Change)
	assessed := referral.Assess{Assessment: referral.Assessment{Findings: "As described."}}
	held := rules.Hold("2026-12-07", "In hospital.")
	claimed := []referral.Change{triaged, referral.AddToWorklist{}, referral.Claim{}}
	proposed := append(claimed[:3:3], assessed, rules.Decide(costly(), referral.Strand{}, monday))
	lapsing := []referral.Change{triaged, referral.AddToWorklist{}, rules.Claim("", monday)}
	for _, c := range []struct {
		name   string
		strand referral.Strand
		change referral.Change
		by     referral.Actor
		want   string
	}{
		{"claim before it is listed", at(triaged), referral.Claim{}, other, "This is no longer waiting to be claimed: it is received."},
		{"claim what another has", at(claimed...), referral.Claim{}, other, "Occupational Therapist One claimed this at 10:00am on 16 November 2026."},
		{"claim twice", at(claimed...), referral.Claim{}, therapist, "You have claimed this already."},
		{"contact by another", at(claimed...), referral.Contact{When: monday}, other, "Only the practitioner who claimed this can do that."},
		{"contact before it was sent", at(claimed...), referral.Contact{When: monday.Add(-time.Hour)}, therapist, "The contact cannot be from before the referral was sent."},
		{"decide without assessment", at(claimed...), decide(decision(referral.Provide)), therapist, "Record the assessment before the decision."},
		{"a no without a next step", at(append(claimed, assessed)...), decide(referral.Decision{Outcome: referral.NotEligible, Rationale: "x"}), therapist,
			"Enter what the person can do next, or who will help them."},
		{"a yes without equipment", at(append(claimed, assessed)...), decide(referral.Decision{Outcome: referral.Provide, Rationale: "x"}), therapist,
			"Select the equipment to provide."},
		{"a headset outcome for equipment", at(append(claimed, assessed)...), decide(decision(referral.OnAScreen)), therapist, "Select an outcome."},
		{"a headset against the screening", func() referral.Strand {
			s := at(append(claimed, assessed)...)
			s.Kind, s.Screening = referral.VRSessions, referral.DoNotUse
			return s
		}(), decide(decision(referral.Provide)), therapist,
			"The screening says that no headset may be used. Offer the same on a tablet or screen."},
		{"a claim lapses that never does", at(claimed...), referral.Lapse{}, system, "There is no claim that could lapse."},
		{"somebody lapses a claim", at(lapsing...), referral.Lapse{}, other, "There is no claim that could lapse."},
		{"a claim lapses after a note", at(append(lapsing, referral.Note{Text: "x"})...), referral.Lapse{}, system, "There is no claim that could lapse."},
		{"a warning after a contact", at(append(lapsing, referral.Contact{When: monday})...), referral.LapseWarning{}, system, "There is no claim to warn of."},
		{"a blank note", at(claimed...), referral.Note{Text: " "}, other, "Enter the note."},
		{"a note on what is over", at(referral.Withdraw{Reason: "x"}), referral.Note{Text: "x"}, other, "Nothing can be added any more: it is withdrawn."},
		{"ask nothing", at(claimed...), referral.Ask{}, therapist, "Enter one to three questions."},
		{"ask a blank", at(claimed...), referral.Ask{Questions: []string{" "}}, therapist, "Enter what you want to know."},
		{"ask about another's", at(claimed...), referral.Ask{Questions: []string{"Who?"}}, other, "Only the practitioner who claimed this can do that."},
		{"answer what was not asked", at(claimed...), referral.Reply{Answers: []string{"Me."}}, other, "Nothing is being asked any more: it is being assessed."},
		{"answer one of two", at(append(claimed, referral.Ask{Questions: []string{"Who?", "When?"}})...), referral.Reply{Answers: []string{"Me."}}, other, "Answer every question."},
		{"answer with a blank", at(append(claimed, referral.Ask{Questions: []string{"Who?"}})...), referral.Reply{Answers: []string{" "}}, other, "Answer every question."},
		{"decide while waiting for the referrer", at(append(claimed, assessed, referral.Ask{Questions: []string{"Who?"}})...), decide(decision(referral.Provide)), therapist,
			"This is not being assessed: it is waiting for the referrer."},
		{"hold without a date", at(claimed...), referral.Hold{Reason: "Away."}, therapist, "Enter the date until which it is on hold."},
		{"hold without a reason", at(claimed...), referral.Hold{Returns: monday}, therapist, "Enter why it is on hold."},
		{"return what is not away", at(claimed...), referral.ResumeWork{Reason: "x"}, therapist, "This is neither on hold nor waiting for the referrer: it is being assessed."},
		{"return another's", at(append(claimed, held)...), referral.ResumeWork{Reason: "x"}, other, "Only the practitioner who claimed this can do that."},
		{"return without a reason", at(append(claimed, held)...), referral.ResumeWork{}, therapist, "Enter why you go on with it."},
		{"the system gives up waiting for an answer", at(append(claimed, referral.Ask{Questions: []string{"Who?"}})...), referral.ResumeWork{}, system, "Only a hold ends by itself."},
		{"decide alone what is costly", at(append(claimed, assessed)...), decide(costly()), therapist,
			"It costs £590, which is more than £400: a team manager must approve it."},
		{"propose what is not costly", at(append(claimed, assessed)...), propose(decision(referral.Provide)), therapist, "This needs no approval."},
		{"propose another's", at(append(claimed, assessed)...), propose(costly()), other, "Only the practitioner who claimed this can do that."},
		{"approve one's own", at(proposed...), referral.Approve{}, therapist, "You proposed this. Somebody else must approve it."},
		{"approve what nobody proposed", at(claimed...), referral.Approve{}, other, "Nothing waits for approval: it is being assessed."},
		{"approve what was sent back", at(append(proposed, referral.SendBack{Reason: "x"})...), referral.Approve{}, other, "Nothing waits for approval: it is being assessed."},
		{"approve a headset against a later screening", func() referral.Strand {
			s := at(proposed...)
			s.Kind, s.Screening = referral.VRSessions, referral.DoNotUse
			return s
		}(), referral.Approve{}, other, "The screening has changed since: no headset may be used. Send it back."},
		{"send back without a reason", at(proposed...), referral.SendBack{Reason: " "}, other, "Enter why it is sent back."},
		{"send back what nobody proposed", at(claimed...), referral.SendBack{Reason: "x"}, other, "Nothing waits for approval: it is being assessed."},
		{"decide while it waits for approval", at(proposed...), decide(decision(referral.Provide)), therapist,
			"This is not being assessed: it is waiting for approval."},
		{"withdraw without a reason", at(), referral.Withdraw{Reason: " "}, therapist, "Enter why it is withdrawn."},
		{"withdraw twice", at(referral.Withdraw{Reason: "x"}), referral.Withdraw{Reason: "x"}, therapist, "This cannot be withdrawn any more: it is withdrawn."},
		{"restart when nothing waits", at(claimed...), referral.Restart{Run: 2}, system, "Nothing waits for the workflow."},
		{"restart twice", at(triaged, referral.Restart{Run: 2}), referral.Restart{Run: 2}, system, "The run has been replaced already."},
	} {
		if err := referral.Allowed(c.change, c.strand, c.by); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v; want %q", c.name, err, c.want)
		}
	}
}

func TestRequestIsRecognised(t *testing.T) {
	c, strands, _, err := referral.Open(sent(referral.AssistiveTechnology), "DRAFT", "send-1")
	if err != nil {
		t.Fatal(err)
	}
	s := strands[0]
	if s.Done("") || s.Done("triage-1") {
		t.Fatal("a request that was never made is done")
	}
	if _, err := c.Change(&s, everyChange(s)[0].(referral.Change), system, monday, "triage-1"); err != nil {
		t.Fatal(err)
	}
	if !s.Done("triage-1") || s.Done("") {
		t.Fatal("the request is not recognised, or no request is")
	}
}

func text(t interface{ Fatal(...any) }, v any) string {
	document, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes.ReplaceAll(document, []byte("null"), []byte("[]")))
}
