package intake

import (
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// The names of answers that the pages for the telephone fill in or show by
// themselves.
const (
	CallSlug     = "call"
	ReceivedBy   = "received-by"
	ByTelephone  = "telephone"
	receivedFrom = "received-from"
	CallBack     = "call-back"
)

// call is how the request reached whoever refers. Taken by telephone, it is asked
// first: who speaks, and where to call back if the line is cut.
func call() form.Section {
	telephone := form.Under(ReceivedBy, ByTelephone)
	caller := later(form.Decide, []form.Who{form.Referrer},
		form.Field{Name: receivedFrom, Label: "Who did you speak to?", Spoken: "Who am I speaking to, please?", Control: form.Text, Parent: telephone, Width: "20"},
		form.Field{Name: "received-relationship", Label: "Who are they to the person?", Hint: "For example, the person themself, their daughter or a district nurse.",
			Spoken: "And who are you to the person that this is about?", Control: form.Text, Parent: telephone, Width: "20"},
		form.Field{Name: "received-telephone", Label: "On which number can they be called back?", Spoken: "If we are cut off, which number can I call you back on?",
			Control: form.Telephone, Parent: telephone, Width: "20"},
		form.Field{Name: "received-notice", Label: "Were they told why we ask, and where they can read how we use it?", Control: form.Radios, Parent: telephone, Options: form.YesNo()},
		form.Field{Name: CallBack, Label: "If a call back is needed: when, whom, and what to ask", Spoken: "When is a good time to call back about what is missing?",
			Control: form.TextArea, Parent: telephone},
		form.Field{Name: "partner", Label: "Which partner?", Control: form.Text, Parent: form.Under(ReceivedBy, "partner"), Width: "20"},
	)
	return form.Section{
		Slug: CallSlug, Title: "How it reached you", Optional: true,
		// Whoever refers knows it, and nobody else could find it out.
		Fields: append(unlessKnown(later(form.Decide, []form.Who{form.Referrer},
			form.Field{Name: ReceivedBy, Label: "How did the request reach you?", Control: form.Radios, Options: form.Options(
				"face-to-face", "Face to face",
				ByTelephone, "By telephone",
				"paper", "On paper",
				"own-assessment", "From my own assessment",
				"partner", "From a partner organisation",
			)},
		)...), unlessKnown(caller...)...),
	}
}

// TakenFrom returns who it was that a referral was taken from by telephone, in
// words, such as "Testcontact Alpha (daughter), 01632 960 001", and whether it was
// taken by telephone. Who spoke may not be known.
func TakenFrom(all form.Answers) (string, bool) {
	if all.First(ReceivedBy) != ByTelephone {
		return "", false
	}
	words := all.First(receivedFrom)
	if relationship := all.First("received-relationship"); relationship != "" {
		words = strings.TrimSpace(words + " (" + relationship + ")")
	}
	if number := all.First("received-telephone"); number != "" && number != referral.DontKnow {
		words = strings.TrimPrefix(words+", "+form.ShowTelephone(number), ", ")
	}
	return words, true
}
