package form

import "slices"

// Answerable returns the section with only the questions that those can answer of a
// referral that was sent: never what it is for, or what a trusted assessor ordered.
// What the person says, a member of staff writes down for them.
func (s Section) Answerable(who []Who) Section {
	s = s.Clone()
	can := func(f Field) bool {
		return !f.Fixed && slices.ContainsFunc(f.AnsweredBy, func(w Who) bool { return slices.Contains(who, w) })
	}
	// What only confirms other answers goes with them.
	confirms := func(f Field) bool { return f.Name == s.NoCodeName() }
	answerable := slices.ContainsFunc(s.Fields, func(f Field) bool { return can(f) && !confirms(f) })
	s.Fields = slices.DeleteFunc(s.Fields, func(f Field) bool { return !answerable || !can(f) && !confirms(f) })
	// A question that is revealed by one that is gone would have no place.
	s.Fields = slices.DeleteFunc(s.Fields, func(f Field) bool {
		if f.Parent == nil {
			return false
		}
		_, there := s.Field(f.Parent.Field)
		return !there
	})
	return s
}

// Changes returns what of this section's answers differs between two sets of
// normalised answers: what the fields held and what they hold. A field whose
// answer was taken away holds an empty list.
func (s Section) Changes(before, after Answers) (was, is Answers) {
	was, is = Answers{}, Answers{}
	for _, f := range s.Fields {
		if slices.Equal(before[f.Name], after[f.Name]) {
			continue
		}
		is[f.Name] = append([]string{}, after[f.Name]...)
		if len(before[f.Name]) > 0 {
			was[f.Name] = slices.Clone(before[f.Name])
		}
	}
	return was, is
}

// Touches tells whether a field is among those that changed, or is revealed by one
// that did.
func (s Section) Touches(changed Answers, name string) bool {
	for f, found := s.Field(name); found; f, found = s.Field(f.Parent.Field) {
		if _, does := changed[f.Name]; does {
			return true
		}
		if f.Parent == nil {
			return false
		}
	}
	return false
}
