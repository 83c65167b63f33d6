package form

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"assistive-referrals/internal/referral"
)

// Problem is what stands in the way of sending, and what to do about it.
type Problem struct {
	Section string // slug
	Field   string // name
	Anchor  string // id of the input to link to
	Message string // for people
	Missing bool   // nothing was entered, as opposed to something wrong
}

// Problem returns what is wrong with the answer to one of its questions, by a rule that
// the section does not know; none for no message.
func (s Section) Problem(field, message string) []Problem {
	if message == "" {
		return nil
	}
	f, _ := s.Field(field)
	return []Problem{{Section: s.Slug, Field: field, Anchor: f.Anchor(), Message: message}}
}

// Check returns the problems of this section, given all answers, in the order of
// its fields and at most one for each. Only questions that are asked are checked.
func (s Section) Check(all Answers, at Context) []Problem {
	s = s.ForRole(at.Role)
	var problems []Problem
	for _, f := range s.Asked(all, at) {
		if p, found := f.check(all, at); found {
			p.Section = s.Slug
			problems = append(problems, p)
		}
	}
	for _, rule := range s.Rules {
		f, here := s.Field(rule.Field)
		if !here || !s.Applies(f, all, at) || slices.ContainsFunc(problems, func(p Problem) bool { return p.Field == f.Name }) {
			continue
		}
		if message := rule.Check(all, at); message != "" {
			problems = append(problems, Problem{Section: s.Slug, Field: f.Name, Anchor: f.Anchor(), Message: message, Missing: len(all[f.Name]) == 0})
		}
	}
	problems = append(problems, s.checkCodes(all, at, problems)...)
	place := map[string]int{}
	for i, f := range s.Fields {
		place[f.Name] = i
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Compare(place[a.Field], place[b.Field]) })
	return problems
}

// check applies the field's own rule.
func (f Field) check(all Answers, at Context) (Problem, bool) {
	if f.Unknown(all) {
		return Problem{}, false
	}
	values := all[f.Name]
	ctx := context.WithValue(context.Background(), contextKey{}, question{f, all, at})
	var err error
	if f.Control == Checkboxes {
		err = checker().VarCtx(ctx, values, f.Rule)
	} else {
		// Typed parts of a date that is not real are many values, and so is an answer
		// that somebody forged: both must fail, not be cut down to the first.
		err = checker().VarCtx(ctx, strings.Join(values, "\n"), f.Rule)
	}
	if err == nil {
		return Problem{}, false
	}
	problem := Problem{Field: f.Name, Anchor: f.Anchor(), Message: "Check the answer to ‘" + f.Label + "’", Missing: len(values) == 0}
	var failures validator.ValidationErrors
	if errors.As(err, &failures) && len(failures) > 0 {
		if message := f.Messages[failures[0].Tag()]; message != "" {
			problem.Message = message
		}
	}
	if f.Control == Date && len(values) == 3 {
		f.blameDatePart(values, &problem)
	}
	return problem, true
}

// blameDatePart says which part of a date is missing, where one is.
func (f Field) blameDatePart(parts []string, problem *Problem) {
	for i, part := range []string{"day", "month", "year"} {
		if parts[i] == "" {
			problem.Anchor = f.Name + "-" + part
			problem.Message = f.dateNoun() + " must include a " + part
			return
		}
	}
	if year := parts[2]; onlyDigits(year) && len(year) != 4 {
		problem.Anchor = f.Name + "-year"
		problem.Message = f.dateNoun() + " must have a year of 4 numbers, like 1948"
	}
}

// dateNoun returns what the date is called in its own messages, such as "Date of birth".
func (f Field) dateNoun() string {
	noun, _, _ := strings.Cut(f.Messages["realdate"], " must be")
	return noun
}

// question is what a rule may read besides the value.
type question struct {
	field Field
	all   Answers
	at    Context
}

type contextKey struct{}

// checker returns the one validator. It caches the rules that it has parsed, and is
// made for use from many goroutines.
var checker = sync.OnceValue(newChecker)

// newChecker returns a validator with this package's rules:
//
//	option       each value is one that the field offers
//	exclusive    a choice that goes with no other stands alone
//	letters      has a letter in it
//	recordnumber letters, digits, dashes and slashes
//	whole=n      a whole number from 0 to n
//	uprn         1 to 12 digits, not all zeros
//	tendigits    ten digits, grouped or not
//	nhsnumber    as ParseNHSNumber
//	postcode     as ParsePostcode
//	telephone    as ParseTelephone
//	realdate     a date as yyyy-mm-dd
//	timeofday    a time of day
//	past         a date before today
//	minage=n     a date of birth at least n years ago
//	maxage=n     one at most n years ago, or confirmed
//	notbefore=n  a date not more than n days ago
//	notafter=n   a date not more than n days ahead
func newChecker() *validator.Validate {
	v := validator.New()
	register := func(tag string, rule func(q question, values []string, parameter int) bool) {
		err := v.RegisterValidationCtx(tag, func(ctx context.Context, level validator.FieldLevel) bool {
			q, ok := ctx.Value(contextKey{}).(question)
			return ok && rule(q, q.all[q.field.Name], parameter(level.Param()))
		})
		if err != nil {
			panic("form: rule " + tag + ": " + err.Error())
		}
	}
	registerChoices(register)
	registerIdentifiers(register)
	registerDates(register)
	return v
}

func registerChoices(register func(string, func(question, []string, int) bool)) {
	register("option", func(q question, values []string, _ int) bool {
		choices := q.field.Choices()
		if q.field.one() && len(values) != 1 {
			return false
		}
		return !slices.ContainsFunc(values, func(value string) bool {
			return !slices.ContainsFunc(choices, func(o Option) bool { return o.Value == value })
		})
	})
	register("exclusive", func(q question, values []string, _ int) bool {
		return len(values) == 1 || !slices.ContainsFunc(q.field.Choices(), func(o Option) bool {
			return o.Exclusive && slices.Contains(values, o.Value)
		})
	})
}

// checkCodes questions every text that looks like a key safe code, unless it was
// confirmed that there is none.
func (s Section) checkCodes(all Answers, at Context, known []Problem) []Problem {
	if all.First(s.NoCodeName()) == Yes {
		return nil
	}
	var problems []Problem
	for _, f := range s.Asked(all, at) {
		blamed := slices.ContainsFunc(known, func(p Problem) bool { return p.Field == f.Name })
		if f.freeText() && !blamed && all.First(f.Name) != referral.DontKnow && LooksLikeKeySafeCode(all.First(f.Name)) {
			problems = append(problems, Problem{
				Section: s.Slug, Field: f.Name, Anchor: f.Anchor(),
				Message: "This looks like a key safe code. Take it out, or confirm that it is not one",
			})
		}
	}
	return problems
}
