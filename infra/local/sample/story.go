package sample

import (
	"context"
	"fmt"
	"slices"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// ending is how far a case's story goes.
type ending int

const (
	untouched ending = iota
	claimed
	contacted
	asked
	held
	assessed
	handedOn
	inPlace
	closed
	refused
	withdrawn
)

// stories says how many cases end where, and how many days ago they were sent.
var stories = []struct {
	ending         ending
	cases          int
	newest, oldest int
}{
	{untouched, 18, 0, 24},
	{claimed, 5, 1, 12},
	{contacted, 5, 2, 20},
	{asked, 3, 3, 18},
	{held, 2, 3, 10},
	{assessed, 6, 5, 30},
	{handedOn, 9, 6, 40},
	{inPlace, 12, 20, 75},
	{closed, 12, 60, 119},
	{refused, 5, 15, 110},
	{withdrawn, 3, 3, 90},
}

func storyOf(n int) (ending, int, int) {
	for _, s := range stories {
		if n < s.cases {
			return s.ending, s.newest, s.oldest
		}
		n -= s.cases
	}
	return untouched, 0, 1
}

// plan puts the n-th case on the agenda.
func (f *filler) plan(n int) {
	end, newest, oldest := storyOf(n)
	sent := f.workingMoment(f.now.AddDate(0, 0, -(newest + f.random.IntN(oldest-newest+1))))
	referrer := f.referrers[n%len(f.referrers)]
	answers := f.person(n, sent)
	f.ask(n, sent, referrer, answers)
	f.at(sent, func(ctx context.Context) error {
		reference, err := f.open(ctx, fmt.Sprintf("SAMPLE%02d", n), referrer, answers)
		if err != nil {
			return err
		}
		for _, kind := range answers["kinds"] {
			f.follow(reference, referral.Kind(kind), sent, end, referrer)
		}
		return nil
	})
}

// workingMoment moves an instant to office hours, and not past now.
func (f *filler) workingMoment(t time.Time) time.Time {
	day := t.In(workingtime.London())
	for !f.calendar.WorkingDay(day) {
		day = day.AddDate(0, 0, -1)
	}
	moment := time.Date(day.Year(), day.Month(), day.Day(), 9+f.random.IntN(8), f.random.IntN(60), 0, 0, workingtime.London())
	if moment.After(f.now) {
		return f.now.Add(-time.Duration(1+f.random.IntN(90)) * time.Minute)
	}
	return moment
}

var requests = [][]string{
	{"pendant-alarm"}, {"pendant-alarm", "key-safe"}, {"pendant-alarm", "smoke-detector"}, {"falls-detector"}, {"medication-dispenser"},
	{"gps-locator"}, {"door-exit"}, {"big-button-telephone"}, {"memory-prompt"},
}

// ask answers what the referral is for.
func (f *filler) ask(n int, sent time.Time, referrer referral.Referrer, a referral.Answers) {
	virtual := n%4 == 1 || n%10 == 3
	technology := !virtual || n%10 == 3
	if technology {
		a["kinds"] = append(a["kinds"], string(referral.AssistiveTechnology))
		a["equipment"] = requests[f.random.IntN(len(requests))]
		if slices.Contains(a["equipment"], "pendant-alarm") {
			a["pendant-press"], a["pendant-wear"] = []string{"yes"}, []string{"yes"}
		}
		if referrer.Role == referral.TrustedAssessor {
			a["order"] = []string{"no"}
		}
		f.home(n, a)
	}
	if virtual {
		a["kinds"] = append(a["kinds"], string(referral.VRSessions))
		a["vr-aim"] = []string{"reminiscence"}
		a["vr-stop"] = []string{"words"}
		for _, question := range []string{"vr-seizure", "vr-implant", "vr-dizziness", "vr-heart", "vr-eyes-neck", "vr-distress", "vr-cognition", "vr-infection"} {
			a[question] = []string{"no"}
		}
		if n%8 == 1 {
			a["vr-heart"] = []string{"yes"}
		}
	}
	if n%5 == 2 && referrer.Role == referral.HospitalDischarge {
		a["where-now"], a["ward"] = []string{"hospital"}, []string{"Example Hospital, ward 4"}
		a["discharge-date"] = []string{sent.AddDate(0, 0, 2+f.random.IntN(9)).Format(time.DateOnly)}
	}
}

// home answers about the line of some homes; what does not fit one is asked for all
// the same.
func (f *filler) home(n int, a referral.Answers) {
	switch n % 6 {
	case 2:
		a["line"], a["power-backup"] = []string{"analogue"}, []string{"no"}
	case 4:
		a["line"], a["broadband"], a["mobile-signal"] = []string{"none"}, []string{"no"}, []string{"none"}
		a["all-the-same"] = []string{"yes"}
	}
}

// follow puts on the agenda what people do with a strand, one after the other,
// for as long as its story goes and the present is not reached.
func (f *filler) follow(r referral.Reference, k referral.Kind, sent time.Time, end ending, referrer referral.Referrer) {
	when := sent
	step := func(days, spread int, do func(context.Context, referral.Strand) error) {
		when = f.workingMoment(when.AddDate(0, 0, days+f.random.IntN(spread+1)))
		if !when.After(sent) {
			when = sent.Add(2 * time.Hour)
		}
		if when.After(f.now) {
			return
		}
		f.at(when, func(ctx context.Context) error {
			_, s, err := f.store.Strand(ctx, r, k)
			if err != nil {
				return err
			}
			return do(ctx, s)
		})
	}
	by := func(change func(referral.Strand) referral.Change) func(context.Context, referral.Strand) error {
		return func(ctx context.Context, s referral.Strand) error { return f.act(ctx, r, s, change) }
	}
	if end == withdrawn {
		step(2, 4, func(ctx context.Context, _ referral.Strand) error {
			return f.change(ctx, r, k, referrer.Actor, func(referral.Strand) referral.Change {
				return referral.Withdraw{Reason: "The person has moved in with family."}
			})
		})
		return
	}
	deeds := []struct {
		from         ending
		days, spread int
		change       func(referral.Strand) referral.Change
	}{
		{claimed, 1, 3, func(referral.Strand) referral.Change { return referral.ClaimAt("", f.system.Cloud.Now(), f.calendar) }},
		{contacted, 0, 2, f.contact},
		{asked, 1, 2, func(referral.Strand) referral.Change {
			return referral.Ask{Questions: []string{"Who holds a key?", "Is there a socket near the telephone line?"}}
		}},
		{held, 1, 2, func(referral.Strand) referral.Change {
			back := f.now.AddDate(0, 0, 9).Format(time.DateOnly)
			return referral.HoldUntil(referral.Date(back), "Away with family until then.", f.calendar)
		}},
		{assessed, 2, 6, f.assess},
		{handedOn, 1, 2, func(s referral.Strand) referral.Change { return f.decide(s, end) }},
		{inPlace, 3, 8, f.putInPlace},
		{closed, 30, 12, func(referral.Strand) referral.Change {
			return referral.Close{Benefit: "avoids", Note: "Worn every day. It was used once, and help came."}
		}},
	}
	last := end
	if end == refused {
		last = handedOn
	}
	for _, d := range deeds {
		aside := d.from == asked || d.from == held
		if d.from <= last && (!aside || d.from == end) {
			step(d.days, d.spread, by(d.change))
		}
	}
}

// act has the right person make a change: whoever holds the strand, or the next
// in its team. What is not possible (any more) is left undone.
func (f *filler) act(ctx context.Context, r referral.Reference, s referral.Strand, make func(referral.Strand) referral.Change) error {
	team := f.practitioners[s.Team]
	if len(team) == 0 {
		return nil
	}
	by := team[int(r[0])%len(team)]
	for n := range team {
		if one := team[(int(r[0])+n)%len(team)]; s.MayTake(f.brings[one.ID]) == nil {
			by = one
			break
		}
	}
	if s.Holder != nil && s.State != referral.Arranging {
		by = *s.Holder
	}
	if make(s).Allowed(s, by) != nil {
		return nil
	}
	return f.change(ctx, r, s.Kind, by, make)
}

func (f *filler) contact(referral.Strand) referral.Change {
	return referral.Contact{When: f.system.Cloud.Now(), How: "telephone", Reached: true, Note: "Spoke to them; they are content for us to visit."}
}

func (f *filler) assess(referral.Strand) referral.Change {
	return referral.Assess{Assessment: referral.Assessment{
		Method: "visit", On: referral.Date(f.system.Cloud.Now().Format(time.DateOnly)),
		Findings: "Steady on one level with a stick. Cannot get up alone after a fall. Understands what was offered and why.",
		Goals:    "“I want to stay in my own home and not worry my daughter.”",
	}}
}

func (f *filler) decide(s referral.Strand, end ending) referral.Change {
	d := referral.Decision{Outcome: referral.Provide, Rationale: "It lowers the risk that they described, and they want it."}
	if end == refused {
		d.Outcome, d.Rationale = referral.MetOtherwise, "Family now stay overnight, and the landlord has fitted an alarm."
		d.NextStep = "They can ask again if that changes. Leaflet on local groups sent."
	}
	if s.Kind == referral.AssistiveTechnology && d.Outcome.Yes() {
		d.Equipment = []catalogue.Code{"pendant-alarm", "hub"}
	}
	return referral.DecideAt(d, s, f.system.Cloud.Now(), f.calendar)
}

func (f *filler) putInPlace(referral.Strand) referral.Change {
	now := f.system.Cloud.Now()
	return referral.PutInPlace{On: referral.Date(now.Format(time.DateOnly)), Note: "Shown how it works; test call answered.", ReviewBy: referral.ReviewDate(now)}
}
