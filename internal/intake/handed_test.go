package intake

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func TestHanded(t *testing.T) {
	c := at(referral.SocialWorker)
	for _, test := range []struct {
		name   string
		person map[string][]string
		want   map[string]form.Answers
		refuse HandedError
	}{
		{"a person", map[string][]string{"full-name": {"  Testcase   Victor "}, "date-of-birth": {"1941-05-08"}, "nhs-number": {"999 000 0018"},
			"postcode": {"zy1 1zz"}, "address": {"7 Example Street\r\nExampleton"}, "telephone": {"01632 960 017"}, "where-now": {"home"}, "gender": {"male"}},
			map[string]form.Answers{
				"person": {"full-name": {"Testcase Victor"}, "date-of-birth": {"1941-05-08"}, "nhs-number": {"9990000018"}, "postcode": {"ZY1 1ZZ"},
					"address": {"7 Example Street\nExampleton"}, "telephone": {"+441632960017"}, "where-now": {"home"}},
				"person-more": {"gender": {"male"}},
			}, HandedError{}},
		{"what is only wrong by a rule is put right on the form", map[string][]string{"nhs-number": {"999 000 0019"}, "postcode": {"Exampleton"}},
			map[string]form.Answers{"person": {"nhs-number": {"999 000 0019"}, "postcode": {"Exampleton"}}}, HandedError{}},
		{"blanks", map[string][]string{"full-name": {" "}, "email": {""}, "telephone": {}}, map[string]form.Answers{}, HandedError{}},
		{"not about the person", map[string][]string{"why-now": {"She fell."}}, nil, HandedError{Field: "why-now"}},
		{"not known", map[string][]string{"shoe-size": {"7"}}, nil, HandedError{Field: "shoe-size"}},
		{"not to be shown", map[string][]string{"<b>Testcase</b>": {"7"}}, nil, HandedError{}},
		{"what only confirms", map[string][]string{"date-of-birth-sure": {"yes"}}, nil, HandedError{Field: "date-of-birth-sure"}},
		{"a choice that is not offered", map[string][]string{"where-now": {"moon"}}, nil, HandedError{Field: "where-now", Known: true}},
		{"two answers to one question", map[string][]string{"full-name": {"A", "B"}}, nil, HandedError{Field: "full-name", Known: true}},
		{"a date that is not real", map[string][]string{"date-of-birth": {"1941-02-31"}}, nil, HandedError{Field: "date-of-birth", Known: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Handed(test.person, c)
			var refused HandedError
			if errors.As(err, &refused); refused != test.refuse || (err != nil) != (test.want == nil) || err == nil && !reflect.DeepEqual(got, test.want) {
				t.Errorf("%v, %v", got, err)
			}
			if err != nil && strings.Contains(err.Error(), "Testcase") {
				t.Errorf("the error quotes the answer: %v", err)
			}
		})
	}
}

// Every question about the person can be handed over, as it would be answered.
func TestEveryQuestionAboutThePersonCanBeHandedOver(t *testing.T) {
	c := at(referral.SocialWorker)
	for _, s := range Sections() {
		for _, f := range s.Fields {
			value := "Sample"
			switch {
			case len(f.Options) > 0:
				value = f.Options[0].Value
			case f.Control == form.Date:
				value = "1941-05-08"
			}
			handed, err := Handed(map[string][]string{f.Name: {value}}, c)
			if want := s.OfPerson && !f.Confirms(); (err == nil) != want || want && len(handed[s.Slug][f.Name]) == 0 {
				t.Errorf("%s of %s: %v, %v", f.Name, s.Slug, handed, err)
			}
		}
	}
}

func FuzzHanded(f *testing.F) {
	f.Add(`{"full-name":["Testcase Victor"],"date-of-birth":["1941-05-08"]}`)
	f.Add(`{"date-of-birth":["31","2","1941"],"concerns":[""]}`)
	f.Fuzz(func(t *testing.T, document string) {
		var person map[string][]string
		if json.Unmarshal([]byte(document), &person) != nil {
			return
		}
		c := at(referral.TrustedAssessor)
		handed, err := Handed(person, c)
		if err != nil && handed != nil {
			t.Error("something is handed over with an error")
		}
		for slug, answers := range handed {
			s, found := Find(slug)
			if !found || !s.OfPerson {
				t.Errorf("%s is handed over", slug)
			}
			for name := range answers {
				if f, known := s.Field(name); !known || len(form.Show(f, answers)) == 0 {
					t.Errorf("%s is shown as nothing", name)
				}
			}
		}
	})
}
