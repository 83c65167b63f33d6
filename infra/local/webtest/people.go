package webtest

import (
	"maps"

	"assistive-referrals/internal/referral"
)

// Called is margaret under that name, born that day, with that NHS number.
func Called(name, born, number string, kinds ...referral.Kind) referral.Answers {
	answers := maps.Clone(Margaret(kinds...))
	answers["full-name"], answers["date-of-birth"] = []string{name}, []string{born}
	if delete(answers, "nhs-number"); number != "" {
		answers["nhs-number"] = []string{number}
	}
	return answers
}

// same returns the references of a person's other cases, as the store gives them.
func (s *Site) same(p referral.Person, except referral.Reference) []referral.Reference {
	s.T.Helper()
	cases, err := s.Store.SamePerson(s.T.Context(), p, except)
	if err != nil {
		s.T.Fatal(err)
	}
	var found []referral.Reference
	for _, c := range cases {
		if len(c.Strands) != len(c.Case.Kinds) {
			s.T.Errorf("%s has %d strands", c.Case.Reference, len(c.Strands))
		}
		found = append(found, c.Case.Reference)
	}
	return found
}
