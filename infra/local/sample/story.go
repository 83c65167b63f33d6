package sample

import (
	"context"
	"fmt"
	"slices"
	"time"

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

// open says how many cases end where so that every list has something, and how many
// days ago they were sent. Nobody takes them further.
var open = []struct {
	ending         ending
	cases          int
	newest, oldest int
}{
	{untouched, 14, 0, 24},
	{claimed, 4, 1, 12},
	{contacted, 4, 2, 20},
	{asked, 2, 3, 18},
	{held, 2, 3, 10},
	{assessed, 4, 5, 30},
	{handedOn, 5, 6, 30},
	{inPlace, 3, 20, 60},
}

// plan puts the n-th case on the agenda. The first are those that are open; all
// others take their course over the twelve months before now, more of them of late
// than at first, as far as they have come.
func (f *filler) plan(n int) {
	place := n
	for _, o := range open {
		if place < o.cases {
			f.send(n, o.newest+f.random.IntN(o.oldest-o.newest+1), o.ending)
			return
		}
		place -= o.cases
	}
	const lately = 14
	age := lately + f.random.IntN(year-lately)
	for f.random.IntN(2*year) > 2*year-age {
		age = lately + f.random.IntN(year-lately)
	}
	end := closed
	switch chance := f.random.IntN(100); {
	case chance < 13:
		end = refused
	case chance < 19:
		end = withdrawn
	}
	f.send(n, age, end)
}

// send sends the n-th referral so many days ago. Once it is triaged, what follows is
// put on the agenda.
func (f *filler) send(n, days int, end ending) {
	sent := f.workingMoment(f.now.AddDate(0, 0, -days))
	referrer := f.referrers[n%len(f.referrers)]
	answers := f.person(n, sent)
	f.ask(n, sent, referrer, answers)
	f.at(sent, func(ctx context.Context) error {
		reference, err := f.open(ctx, fmt.Sprintf("SAMPLE%03d", n), referrer, answers)
		if err != nil {
			return err
		}
		f.at(sent.Add(time.Minute), func(ctx context.Context) error {
			for _, kind := range answers["kinds"] {
				if err := f.follow(ctx, reference, referral.Kind(kind), end, referrer); err != nil {
					return err
				}
			}
			return nil
		})
		return nil
	})
}

// workingMoment moves an instant to office hours, and not past now.
func (f *filler) workingMoment(t time.Time) time.Time {
	day := t.In(workingtime.London())
	for !f.rules.Calendar.WorkingDay(day) {
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
	digital := n%9 == 4
	virtual := !digital && (n%4 == 1 || n%10 == 3)
	technology := !digital && (!virtual || n%10 == 3)
	if digital {
		a["kinds"] = append(a["kinds"], string(referral.DigitalSupport))
		a["barriers"] = []string{"skills"}
	}
	if technology {
		a["kinds"] = append(a["kinds"], string(referral.AssistiveTechnology))
		a["equipment"] = requests[f.random.IntN(len(requests))]
		if slices.Contains(a["equipment"], "pendant-alarm") {
			a["pendant-press"], a["pendant-wear"] = []string{"yes"}, []string{"yes"}
		}
		if referrer.Role == referral.TrustedAssessor {
			a["order"] = []string{"no"}
			if n > 60 && n%6 != 4 && slices.ContainsFunc([]string{"pendant-alarm", "memory-prompt", "big-button-telephone"}, func(simple string) bool {
				return slices.Equal(a["equipment"], []string{simple})
			}) {
				a["order"] = []string{"order-now"}
			}
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
	if referral.Allowed(make(s), s, by) != nil {
		return nil
	}
	return f.change(ctx, r, s.Kind, by, make)
}

func (f *filler) claim(referral.Strand) referral.Change {
	return f.rules.Claim("", f.system.Cloud.Now())
}

func (f *filler) contact(referral.Strand) referral.Change {
	return referral.Contact{When: f.system.Cloud.Now(), How: "telephone", Reached: true, Note: "Spoke to them; they are content for us to visit."}
}

func (f *filler) putInPlace(referral.Strand) referral.Change {
	now := f.system.Cloud.Now()
	return referral.PutInPlace{On: referral.Date(now.Format(time.DateOnly)), Note: "Shown how it works; test call answered.", ReviewBy: f.rules.ReviewDate(now)}
}
