package intake

import (
	"fmt"
	"slices"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// mostAsked is how many things a list names of what is asked for.
const mostAsked = 3

// askedFor says in few words what is asked for of each kind: all that a row of a
// list has room for. It is made of the form's options only, never of what was typed.
func askedFor(a form.Answers) map[referral.Kind]string {
	asked := map[referral.Kind]string{}
	for _, of := range []struct {
		section form.Section
		field   string
	}{{equipment(), "equipment"}, {vrSessions(), "vr-aim"}, {digitalSupport(), "barriers"}} {
		if f, _ := of.section.Field(of.field); a.Has("kinds", string(of.section.Kind)) {
			asked[of.section.Kind] = fewWords(f, a)
		}
	}
	return asked
}

// fewWords names what was chosen of a field's options.
func fewWords(f form.Field, a form.Answers) string {
	var labels []string
	for _, o := range f.Options {
		switch {
		case !a.Has(f.Name, o.Value):
		case o.Value == NeedOnly:
			return "Equipment not known yet"
		case len(labels) == 0:
			labels = append(labels, o.Label)
		default:
			labels = append(labels, afterFirst(o.Label))
		}
	}
	if more := len(labels) - mostAsked; more > 0 {
		labels = append(slices.Clip(labels[:mostAsked]), fmt.Sprintf("%d more", more))
	}
	return strings.Join(labels, ", ")
}

// afterFirst writes a label behind others: a small letter at the front, unless it
// begins with an abbreviation such as GPS.
func afterFirst(label string) string {
	word, _, _ := strings.Cut(label, " ")
	if strings.ToUpper(word) == word && len(word) > 1 {
		return label
	}
	return form.LowerFirst(label)
}

// interpreterOf returns which interpreter they need; "" for none, or not known.
func interpreterOf(a form.Answers) referral.Interpreter {
	switch i := referral.Interpreter(a.First("interpreter")); i {
	case referral.SpokenInterpreter, referral.SignInterpreter, referral.DeafblindInterpreter:
		return i
	}
	return ""
}
