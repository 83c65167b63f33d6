package intake

import (
	"fmt"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// maxResponders is how many can be named, in the order in which they are called.
const maxResponders = 3

const (
	keySafeThere  = "there"
	keySafeFitted = "to-be-fitted"

	keySafeHow       = "key-safe-how"
	enterNow         = "enter"
	willBeTelephoned = "will-be-telephoned"
)

// responders is who comes when an alarm calls, and how they get in. A key safe's code
// has a field of its own, and no other may hold it.
func responders() form.Section {
	fields := later(form.Install, whoeverIsThere,
		form.Field{Name: "council-responds", Label: "Will the council’s response service come?", Control: form.Radios, Options: form.YesNo()},
	)
	rules := []form.Rule{{Field: KeySafeCode, Check: keySafeCodeEntered}}
	for n := 1; n <= maxResponders; n++ {
		fields, rules = append(fields, responder(n)...), append(rules, responderNamed(n), responderReachable(n))
	}
	fields = append(fields, later(form.Install, whoeverIsThere,
		form.Field{Name: "key-safe", Label: "Is there a key safe?", Control: form.Radios, Options: form.Options(
			keySafeThere, "Yes", keySafeFitted, "One will be fitted", form.No, "No",
		)},
		form.Field{Name: keySafeHow, Label: "How do we get the key safe’s code?", Control: form.Radios, Parent: form.Under("key-safe", keySafeThere), Awaits: willBeTelephoned,
			Options: form.Options(enterNow, "I can enter it now", willBeTelephoned, "It will be telephoned in", "telephoned", "The monitoring centre has it already")},
	)...)
	fields = append(fields, unlessKnown(later(form.Install, whoeverIsThere,
		form.Field{Name: KeySafeCode, Label: "Key safe code", Spoken: "What is the code of the key safe?", Control: form.Secret, Rule: "omitempty", OnScreen: true, Parent: form.Under(keySafeHow, enterNow),
			Hint: "It is stored encrypted. Whoever looks at it must say why, and that is recorded."},
	)...)...)
	fields = append(fields, later(form.Install, whoeverIsThere,
		form.Field{Name: "access", Label: "How does one get in otherwise?", Hint: "For example, a shared entrance, a concierge or an intercom. Never write a code here.", Control: form.TextArea},
	)...)
	return form.Section{
		Slug: "responders", Title: "Responders and access", Kind: referral.AssistiveTechnology, Optional: true,
		Lead:   "Needed before installation: at least 2 responders, or 1 and a key safe, or the council’s response service. They are called in this order.",
		Fields: fields, Rules: rules,
	}
}

func responderField(n int, what string) string { return fmt.Sprintf("responder-%d-%s", n, what) }

// responder is one of them. Only the first is asked for: who else there is, is
// named or is not.
func responder(n int) []form.Field {
	name := func(what string) string { return responderField(n, what) }
	label := func(what string) string { return fmt.Sprintf("Responder %d: %s", n, what) }
	minutes := counted(fmt.Sprintf("Minutes away of responder %d", n), 240, form.Field{Name: name("minutes"), Label: label("minutes away"), Spoken: label("how many minutes away are they?")})
	fields := unlessKnown(later(form.Install, whoeverIsThere,
		form.Field{Name: name("name"), Label: label("name"), Spoken: label("who can come when help is called?"), Control: form.Text, Width: "20"},
		form.Field{Name: name("relationship"), Label: label("who they are to the person"), Spoken: label("who is that to the person?"), Control: form.Text, Width: "20"},
		form.Field{Name: name("telephone"), Label: label("telephone number"), Spoken: label("what is their number?"), Control: form.Telephone, Width: "20"},
		minutes,
		form.Field{Name: name("key"), Label: label("do they hold a key?"), Control: form.Radios, Options: form.YesNo()},
		form.Field{Name: name("times"), Label: label("days and times when they can come"), Spoken: label("on which days and at what times can they come?"), Control: form.Text},
	)...)
	fields[0].DontKnow = n == 1
	return fields
}

// respondersOf counts those who are named and can be reached, and those of them who
// hold a key.
func respondersOf(all form.Answers) (named, keys int) {
	for n := 1; n <= maxResponders; n++ {
		if !known(all, responderField(n, "name")) || !known(all, responderField(n, "telephone")) {
			continue
		}
		named++
		if all.First(responderField(n, "key")) == form.Yes {
			keys++
		}
	}
	return named, keys
}

const keySafeNeeded = "Arrange a key safe, because fewer than 2 people hold a key"

// responderNamed and responderReachable keep a responder from being half a
// responder.
func responderNamed(n int) form.Rule {
	name, telephone := responderField(n, "name"), responderField(n, "telephone")
	return form.Rule{Field: name, Check: func(all form.Answers, _ form.Context) string {
		if len(all[name]) == 0 && len(all[telephone]) > 0 {
			return fmt.Sprintf("Enter the name of responder %d", n)
		}
		return ""
	}}
}

func responderReachable(n int) form.Rule {
	name, telephone := responderField(n, "name"), responderField(n, "telephone")
	return form.Rule{Field: telephone, Check: func(all form.Answers, _ form.Context) string {
		if len(all[telephone]) == 0 && len(all[name]) > 0 && all.First(name) != referral.DontKnow {
			return fmt.Sprintf("Enter the telephone number of responder %d", n)
		}
		return ""
	}}
}
