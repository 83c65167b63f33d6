package sample

import (
	"fmt"
	"time"

	"assistive-referrals/internal/referral"
)

// Names are made of words that name nobody.
var (
	given    = []string{"Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "Xray", "Yankee", "Zulu"}
	surnames = []string{"Sample", "Specimen", "Testcase", "Example", "Placeholder", "Fictional", "O’Nobody"}
	streets  = []string{"Example Street", "Sample Lane", "Placeholder Road", "Specimen Close"}
)

// whys are reasons for referring, by what they show.
var whys = []string{
	"Fell in the kitchen and could not get up; a neighbour found them after two hours.",
	"Coming home from hospital after a hip fracture and worried about being alone.",
	"Forgets whether tablets were taken; a double dose happened once this month.",
	"Their partner, who cares for them, is worn out and has not slept through for weeks.",
	"Has been leaving home at night and was brought back by a neighbour.",
	"Has stopped going out since the bus route changed, and says the days are long.",
}

func (f *filler) pick(from []string) string { return from[f.random.IntN(len(from))] }

// person answers the sections about the person, for the n-th case.
func (f *filler) person(n int, sent time.Time) referral.Answers {
	age := 62 + f.random.IntN(35)
	born := time.Date(sent.Year()-age, time.Month(1+f.random.IntN(12)), 1+f.random.IntN(28), 0, 0, 0, 0, time.UTC)
	name := given[n%len(given)] + " " + surnames[(n/3)%len(surnames)]
	a := referral.Answers{
		"full-name": {name}, "date-of-birth": {born.Format(time.DateOnly)}, "nhs-number": {nhsNumber(n)},
		"where-now": {"home"}, "will-be": {"home"},
		"address": {fmt.Sprintf("%d %s\nTesttown", 1+f.random.IntN(90), f.pick(streets))}, "postcode": {fmt.Sprintf("ZY1 %dAB", 1+f.random.IntN(9))},
		"telephone":     {fmt.Sprintf("+441632960%03d", n)},
		"must-not-tell": {"no"}, "misuse": {"no"}, "danger": {"no"}, "agreement": {"agrees"},
		"why-now": {f.pick(whys)}, "immediate-risk": {"no"}, "concerns": {f.concern()},
	}
	if n%9 == 0 {
		a["email"], a["tell-person"] = []string{fmt.Sprintf("person%02d@example.org", n)}, []string{"email"}
	}
	if n%13 == 0 {
		a["must-not-tell"], a["must-not-tell-who"] = []string{"yes"}, []string{"Do not telephone the landline: a relative listens in."}
	}
	if n%17 == 0 {
		a["danger"], a["danger-what"] = []string{"yes"}, []string{"A large dog. Telephone first, so that it can be shut away."}
	}
	return a
}

func (f *filler) concern() string {
	switch n := f.random.IntN(20); {
	case n < 5:
		return string(referral.FallLastMonth)
	case n < 7:
		return string(referral.AloneAtNight)
	case n < 8:
		return string(referral.CarerBreaking)
	case n < 9:
		return string(referral.CareBreakingDown)
	case n < 11:
		return referral.DontKnow
	}
	return string(referral.NoConcern)
}

// nhsNumber returns the n-th valid number of the range that is never issued.
func nhsNumber(n int) string {
	for candidate := 999_000_000 + n*7; ; candidate++ {
		digits, sum := fmt.Sprintf("%09d", candidate), 0
		for i, d := range digits {
			sum += (10 - i) * int(d-'0')
		}
		if check := (11 - sum%11) % 11; check != 10 {
			return fmt.Sprintf("%s%d", digits, check)
		}
	}
}
