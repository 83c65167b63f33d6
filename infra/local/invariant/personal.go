package invariant

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
)

// personalData holds that nothing that says who somebody is stands anywhere but in
// attribute values.
func (c *checker) personalData() {
	texts := c.texts
	if c.options.Recorder != nil {
		texts = append(texts, c.options.Recorder.places()...)
	}
	forms := map[string]bool{}
	for _, given := range c.options.Personal {
		forms[given] = true
	}
	for _, r := range c.inOrder() {
		for _, form := range Personal(r.sent) {
			forms[form] = true
		}
	}
	holding := byWord(texts)
	for form := range forms {
		words := wordsOf(form)
		if len(words) == 0 {
			continue
		}
		pattern := regexp.MustCompile(`(^|[^\pL\pN])` + regexp.QuoteMeta(form) + `($|[^\pL\pN])`)
		for _, t := range holding[words[0]] {
			if strings.Contains(t.text, form) && pattern.MatchString(t.text) {
				c.say(NoPersonal, t.where, "%q stands in: %s", form, around(t.text, form))
			}
		}
	}
}

// byWord returns the texts that hold each word, so that each is read once and not once
// for everything that is looked for.
func byWord(texts []place) map[string][]place {
	holding := map[string][]place{}
	for _, t := range texts {
		words := wordsOf(t.text)
		slices.Sort(words)
		for _, word := range slices.Compact(words) {
			holding[word] = append(holding[word], t)
		}
	}
	return holding
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N) })
}

func around(text, form string) string {
	at := strings.Index(text, form)
	from, to := max(0, at-60), min(len(text), at+len(form)+60)
	return strings.ToValidUTF8(text[from:to], "")
}

// shortest is the length below which a text is too common to say anything.
const shortest = 5

// Personal returns the personal data in a referral, in every form in which it is
// likely to be written.
func Personal(r referral.Referral) []string {
	p := r.Facts.Person
	forms := []string{p.Name, p.PreferredName, p.RecordNumber, r.Facts.TellPerson}
	if words := strings.Fields(p.Name); len(words) > 0 {
		forms = append(forms, words[len(words)-1])
	}
	if n := p.NHSNumber; len(n) == 10 {
		forms = append(forms, n, n[:3]+" "+n[3:6]+" "+n[6:])
	}
	if born, err := time.Parse(time.DateOnly, string(p.DateOfBirth)); err == nil {
		for _, layout := range []string{time.DateOnly, "2 January 2006", "02/01/2006", "2/1/2006", "2 1 2006"} {
			forms = append(forms, born.Format(layout))
		}
	}
	for _, section := range intake.Sections() {
		for _, field := range section.Fields {
			forms = append(forms, entered(field, r.Answers[field.Name])...)
		}
	}
	var telling []string
	for _, form := range forms {
		if n := utf8.RuneCountInString(form); n >= shortest || n > 1 && n != len(form) {
			telling = append(telling, form)
		}
	}
	return telling
}

// entered returns the forms of an answer that somebody wrote, as opposed to chose.
func entered(field form.Field, values []string) []string {
	var forms []string
	for _, value := range values {
		if value == referral.DontKnow {
			continue
		}
		switch field.Control {
		case form.Text, form.Email:
			forms = append(forms, value)
		case form.TextArea:
			forms = append(forms, strings.Split(value, "\n")...)
		case form.Postcode:
			forms = append(forms, value, strings.ReplaceAll(value, " ", ""))
		case form.Telephone:
			forms = append(forms, value)
			if national, found := strings.CutPrefix(value, "+44"); found {
				forms = append(forms, "0"+national)
			}
		case form.Date, form.Time, form.Radios, form.Select, form.Checkboxes, form.Number:
			// Chosen, or too short to tell of anybody.
		case form.NHSNumber, form.Secret:
			// The facts have the one, and of the other only that it is kept is known.
		}
	}
	return forms
}
