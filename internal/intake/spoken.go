package intake

import (
	"slices"

	"assistive-referrals/internal/form"
)

// Spoken returns the form as it is asked on the telephone: one section after the
// other, with only the questions that are said. Who is calling and what cannot
// wait come first, then what is needed to send, for a call can end at any moment,
// then what can be left. The fields keep their order but for those that cannot
// wait. What is Silent is in no section; a section without anything to say is left
// out.
func Spoken(all form.Answers, at form.Context) []form.Section {
	spoken := SectionsFor(all, at)
	for i := range spoken {
		spoken[i] = said(spoken[i])
	}
	spoken = slices.DeleteFunc(spoken, func(s form.Section) bool { return len(s.Fields) == 0 })
	slices.SortStableFunc(spoken, func(a, b form.Section) int { return turn(a) - turn(b) })
	return spoken
}

// turn is when a section is asked, lower ones first.
func turn(s form.Section) int {
	switch {
	case s.Slug == CallSlug:
		return 0
	case s.Slug == urgentSlug:
		return 1
	case !s.Optional:
		return 2
	}
	return 3
}

// said returns the section with what is said of it: nothing silent, what cannot
// wait first, and of the call itself who speaks, since that it is one is known.
func said(s form.Section) form.Section {
	s = s.Clone()
	s.Fields = slices.DeleteFunc(s.Fields, func(f form.Field) bool {
		return f.Silent || f.Name == ReceivedBy || f.Name == CallBack || f.Name == "partner"
	})
	for i, f := range s.Fields {
		if f.Parent != nil && *f.Parent == (form.Parent{Field: ReceivedBy, Value: ByTelephone}) {
			s.Fields[i].Parent = nil
		}
	}
	slices.SortStableFunc(s.Fields, func(a, b form.Field) int { return urgency(s, a) - urgency(s, b) })
	return s
}

// urgency orders the fields of a section; what is revealed goes with its choice.
func urgency(s form.Section, f form.Field) int {
	for f.Parent != nil {
		f, _ = s.Field(f.Parent.Field)
	}
	if n := slices.Index(urgentFirst, f.Name); n >= 0 {
		return n
	}
	return len(urgentFirst)
}

// What cannot wait, in the order in which it is asked.
const urgentSlug = "needs"

var urgentFirst = []string{"immediate-risk", "concerns"}

// readBack are the answers that are said again before a call ends, because a slip in
// them sends somebody to the wrong door.
var readBack = []string{"full-name", "date-of-birth", AddressName, PostcodeName, "telephone", "contact-name", "contact-telephone", "received-telephone"}

// ReadBack returns the questions whose answers are said again before a call ends:
// those that have one.
func ReadBack(all form.Answers, at form.Context) []form.Field {
	var fields []form.Field
	for _, name := range readBack {
		for _, s := range SectionsFor(all, at) {
			if f, here := s.Field(name); here && s.Applies(f, all, at) && len(all[name]) > 0 {
				fields = append(fields, f)
			}
		}
	}
	return fields
}
