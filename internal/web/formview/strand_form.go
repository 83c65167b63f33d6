package formview

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

const MaxText = 4000

// LongText returns a question with what was typed for it. A code that opens a
// door must not stand in a text, so what looks like one is questioned.
func LongText(r *web.Request, f govuk.Field, missing string) govuk.Field {
	f.Kind, f.MaxLength = govuk.KindLongText, MaxText
	if r.Posted == nil {
		return f
	}
	f.Value = strings.TrimSpace(strings.ReplaceAll(r.Posted.Get(f.Name), "\r\n", "\n"))
	switch {
	case f.Value == "" && !f.Optional:
		f.Error = missing
	case utf8.RuneCountInString(f.Value) > MaxText:
		f.Error = "Shorten ‘" + f.Label + "’ to 4,000 characters or less"
	case form.LooksLikeKeySafeCode(f.Value) && r.Posted.Get(noCodeName(f.Name)) != AnswerYes:
		f.Error = "If there is a key safe code in this, take it out. If there is not, say so below"
	}
	return f
}

func noCodeName(field string) string { return field + "-no-code" }

// WithCodeQuestions puts, below each text that looks as if it held a code, the
// question whether it does.
func WithCodeQuestions(r *web.Request, fields ...govuk.Field) []govuk.Field {
	var all []govuk.Field
	for _, f := range fields {
		all = append(all, f)
		if f.Kind == govuk.KindLongText && form.LooksLikeKeySafeCode(f.Value) {
			all = append(all, govuk.Field{
				Name: noCodeName(f.Name), Kind: govuk.KindMany, Label: "Is there a key safe code in what you wrote?",
				Values: r.Posted[noCodeName(f.Name)], Options: []govuk.Answer{{Value: AnswerYes, Text: "There is no code in it that opens anything"}},
			})
		}
	}
	return all
}

const AnswerYes, AnswerNo = "yes", "no"

// Choice returns a question with what was chosen for it.
func Choice(r *web.Request, f govuk.Field, missing string) govuk.Field {
	f.Kind = govuk.KindOne
	if r.Posted == nil {
		return f
	}
	f.Value = r.Posted.Get(f.Name)
	for _, o := range f.Options {
		if o.Value == f.Value {
			return f
		}
	}
	f.Error = missing
	return f
}

// Date returns a question with the date that was typed for it, or usual on a new
// form.
func Date(r *web.Request, f govuk.Field, usual referral.Date, noun string) (govuk.Field, referral.Date) {
	f.Kind = govuk.KindDate
	if r.Posted == nil {
		if t, ok := usual.In(workingtime.London()); ok {
			f.Date = govuk.Date{Day: strconv.Itoa(t.Day()), Month: strconv.Itoa(int(t.Month())), Year: strconv.Itoa(t.Year())}
		}
		return f, usual
	}
	part := func(name string) string { return strings.TrimSpace(r.Posted.Get(f.Name + "-" + name)) }
	f.Date = govuk.Date{Day: part("day"), Month: part("month"), Year: part("year")}
	parsed, ok := form.ParseDate(f.Date.Day, f.Date.Month, f.Date.Year)
	switch {
	case f.Date == govuk.Date{}:
		f.Error = "Enter " + noun
	case !ok:
		f.Error = strings.ToUpper(noun[:1]) + noun[1:] + " must be a real date, like 27 3 2027"
	}
	return f, referral.Date(parsed)
}
