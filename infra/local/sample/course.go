package sample

import (
	"cmp"
	"context"
	"time"

	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
	"assistive-referrals/internal/workingtime"
)

// course is what people do with one strand, one thing after the other.
type course struct {
	*filler
	reference referral.Reference
	kind      referral.Kind
	priority  referral.Priority
	when      time.Time // of the last that was planned
}

// follow puts on the agenda what people do with a strand that was triaged, for as
// long as its story goes and the present is not reached.
func (f *filler) follow(ctx context.Context, r referral.Reference, k referral.Kind, end ending, referrer referral.Referrer) error {
	_, s, err := f.store.Strand(ctx, r, k)
	if err != nil {
		return err
	}
	c := &course{filler: f, reference: r, kind: k, priority: s.Priority, when: s.Received}
	if end == withdrawn {
		c.step(2+f.random.IntN(4), func(ctx context.Context, s referral.Strand) error {
			return c.as(ctx, s, referrer.Actor, referral.Withdraw{Reason: "The person has moved in with family."})
		})
		return nil
	}
	last := end
	if end == refused {
		last = handedOn
	}
	if s.Decision == nil {
		c.assess(last, end, referrer)
	}
	if last >= inPlace && end != refused {
		c.act(c.days(0, 2, 4, 12), f.putInPlace)
	}
	if last >= closed && end != refused {
		c.act(28+f.random.IntN(8), func(referral.Strand) referral.Change {
			return referral.Close{Benefit: "avoids", Note: "Worn every day. It was used once, and help came."}
		})
	}
	return nil
}

// assess plans everything from the claim to the decision.
func (c *course) assess(last, end ending, referrer referral.Referrer) {
	if last == untouched {
		return
	}
	c.act(c.days(0, 1, 2, 6), c.claim)
	if last == claimed {
		return
	}
	if c.random.IntN(6) == 0 {
		c.act(0, func(referral.Strand) referral.Change {
			return referral.Contact{When: c.system.Cloud.Now(), How: "telephone", Note: "No answer; nobody to leave a message with."}
		})
		c.when = c.when.AddDate(0, 0, 1)
	}
	c.act(0, c.contact)
	if last == contacted {
		c.planVisit()
	}
	switch chance := c.random.IntN(100); {
	case end == asked || last > held && chance < 12:
		c.ask(end == asked, referrer)
	case end == held || last > held && chance < 20:
		c.hold(end == held)
	}
	if last >= assessed {
		c.act(c.days(0, 1, 3, 9), c.filler.assess)
	}
	if last == assessed {
		c.planVisit() // to try what may help
	}
	if last >= handedOn {
		c.decide(end)
	}
}

// planVisit plans the visit that is still to come: today, or in the days after.
func (c *course) planVisit() {
	day := c.rules.Calendar.After(c.now, c.random.IntN(4)).In(workingtime.London())
	at := time.Date(day.Year(), day.Month(), day.Day(), 9+c.random.IntN(7), 30*c.random.IntN(2), 0, 0, workingtime.London())
	c.step(0, func(ctx context.Context, s referral.Strand) error {
		sent, err := c.store.Referral(ctx, c.reference)
		if err != nil {
			return err
		}
		return c.filler.act(ctx, c.reference, s, func(referral.Strand) referral.Change {
			return referral.PlanVisit{When: at.UTC(), Minutes: 60, Where: cmp.Or(intake.WhereNow(sent.Answers), "To be agreed by telephone")}
		})
	})
}

// ask asks the referrer, who answers some days later unless it ends there.
func (c *course) ask(ends bool, referrer referral.Referrer) {
	questions := []string{"Who holds a key?", "Is there a socket near the telephone line?"}
	c.act(1, func(referral.Strand) referral.Change { return referral.Ask{Questions: questions} })
	if ends {
		return
	}
	c.step(1+c.random.IntN(5), func(ctx context.Context, s referral.Strand) error {
		return c.as(ctx, s, referrer.Actor, c.rules.Reply([]string{"Their neighbour.", "Yes, beside it."}, s, c.system.Cloud.Now()))
	})
}

// hold puts it aside for some days; the sweep brings it back. Where it ends there, it
// is still on hold now.
func (c *course) hold(ends bool) {
	back := c.rules.Calendar.After(c.when, 4+c.random.IntN(7))
	if ends {
		back = c.now.AddDate(0, 0, 9)
	}
	c.act(1, func(referral.Strand) referral.Change {
		return c.rules.Hold(waits.Date(back), "Away with family until then.")
	})
	if back.After(c.when) {
		c.when = back
	}
}

// days draws how many working days something takes: fewer the more pressing it is,
// more the more there is to do, and now and then far more.
func (c *course) days(urgent, high, standard, spread int) int {
	least := map[referral.Priority]int{referral.Urgent: urgent, referral.High: high, referral.Standard: standard}[c.priority]
	if c.priority == referral.Urgent {
		spread = 1
	} else if c.priority == referral.High {
		spread = (spread + 1) / 2
	}
	days := float64(least) + float64(c.random.IntN(spread+1))
	if c.random.IntN(14) == 0 {
		days += 5 + float64(c.random.IntN(8))
	}
	return int(days*c.pressure() + 0.5)
}

// pressure is how much longer things take than in a quiet month: more in winter, and
// more of late, because more is asked for.
func (c *course) pressure() float64 {
	pressure := 0.9
	switch c.when.Month() {
	case time.December, time.January, time.February:
		pressure = 1.4
	case time.March, time.October, time.November:
		pressure = 1.1
	}
	if c.now.Sub(c.when) < 60*24*time.Hour {
		pressure += 0.2
	}
	return pressure
}

// step plans something so many working days after what was planned last; what would
// come after now is not planned.
func (c *course) step(days int, do func(context.Context, referral.Strand) error) {
	day := c.rules.Calendar.After(c.when, days).In(workingtime.London())
	moment := time.Date(day.Year(), day.Month(), day.Day(), 9+c.random.IntN(8), c.random.IntN(60), 0, 0, workingtime.London())
	if !moment.After(c.when) {
		moment = c.when.Add(time.Duration(20+c.random.IntN(60)) * time.Minute)
	}
	c.when = moment
	if moment.After(c.now) {
		return
	}
	c.at(moment, func(ctx context.Context) error {
		_, s, err := c.store.Strand(ctx, c.reference, c.kind)
		if err != nil {
			return err
		}
		return do(ctx, s)
	})
}

// act plans a change that the right practitioner makes.
func (c *course) act(days int, change func(referral.Strand) referral.Change) {
	c.step(days, func(ctx context.Context, s referral.Strand) error { return c.filler.act(ctx, c.reference, s, change) })
}

// as makes a change as somebody, unless it is not possible (any more).
func (c *course) as(ctx context.Context, s referral.Strand, by referral.Actor, change referral.Change) error {
	if referral.Allowed(change, s, by) != nil {
		return nil
	}
	return c.change(ctx, c.reference, c.kind, by, func(referral.Strand) referral.Change { return change })
}
