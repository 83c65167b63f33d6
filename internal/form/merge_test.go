package form

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"assistive-referrals/internal/referral"
)

// few is a section with a question of each sort.
func few() Section {
	return Section{Slug: "few", Fields: []Field{
		{Name: "full-name", Control: Text}, {Name: "address", Control: TextArea}, {Name: "wants", Control: TextArea, DontKnow: true},
		{Name: "danger", Control: Radios, Options: YesNo()}, {Name: "concerns", Control: Checkboxes, Options: YesNo()}, {Name: "born", Control: Date},
	}}
}

// What two pages of one section change is laid together; what both change is asked
// about, and never lost.
func TestMerge(t *testing.T) {
	person := few()
	shown := Answers{"full-name": {"Test One"}, "address": {"1 Example Street"}, "danger": {"no"}}
	for _, test := range []struct {
		name         string
		saved, typed Answers
		by           Origin
		want         Answers
		clash        []string
		elsewhere    bool
	}{
		{"nobody changed anything", shown, shown, AnotherPage, shown, nil, false},
		{"only the page changed it", shown, but(shown, "full-name", "Test Two"), AnotherPage, but(shown, "full-name", "Test Two"), nil, false},
		{"only the page took it away", shown, but(shown, "address", ""), AnotherPage, but(shown, "address", ""), nil, false},
		{"only the other changed it", but(shown, "danger", "yes"), shown, AnotherPage, but(shown, "danger", "yes"), nil, true},
		{"only the other took it away", but(shown, "danger", ""), shown, AnotherPage, but(shown, "danger", ""), nil, true},
		{"each changed another", but(shown, "danger", "yes"), but(shown, "full-name", "Test Two"), AnotherPage,
			but(but(shown, "danger", "yes"), "full-name", "Test Two"), nil, true},
		{"both to the same", but(shown, "danger", "yes"), but(shown, "danger", "yes"), AnotherPage, but(shown, "danger", "yes"), nil, false},
		{"each its own way", but(shown, "full-name", "Test Three"), but(shown, "full-name", "Test Two"), AnotherPage,
			but(shown, "full-name", "Test Three"), []string{"full-name"}, true},
		{"changed here and taken away there", but(shown, "address", ""), but(shown, "address", "2 Example Street"), AnotherPage,
			but(shown, "address", ""), []string{"address"}, true},
		{"the page's own earlier save", but(shown, "full-name", "Test Three"), but(shown, "full-name", "Test Two"), SamePage,
			but(shown, "full-name", "Test Two"), nil, false},
		{"its own earlier save taken back", but(shown, "full-name", "Test Three"), shown, SamePage, shown, nil, false},
		{"it went by itself", but(shown, "address", ""), shown, NoPage, but(shown, "address", ""), nil, true},
		{"it went by itself and is given anew", but(shown, "address", ""), but(shown, "address", "2 Example Street"), NoPage,
			but(shown, "address", "2 Example Street"), nil, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := person.Merge(test.saved, test.typed, ParseSeen(person.Seen(shown).String()), func(string) Origin { return test.by })
			var clash []string
			for _, c := range m.Conflicts {
				clash = append(clash, c.Field.Name)
			}
			if !reflect.DeepEqual(m.Answers, test.want) || !slices.Equal(clash, test.clash) || (len(m.Elsewhere) > 0) != test.elsewhere {
				t.Errorf("%v, clash %v, elsewhere %v", m.Answers, clash, m.Elsewhere)
			}
			// Sent again with the marks that it then carries, nothing is different.
			again := person.Merge(m.Answers, test.typed, m.Shown, func(string) Origin { return AnotherPage })
			if !reflect.DeepEqual(again.Answers, m.Answers) || len(again.Conflicts) != len(m.Conflicts) {
				t.Errorf("again: %v, %v", again.Answers, again.Conflicts)
			}
		})
	}
}

// but returns the answers with one changed, or taken away if it is "".
func but(answers Answers, field, value string) Answers {
	copied := maps.Clone(answers)
	if delete(copied, field); value != "" {
		copied[field] = []string{value}
	}
	return copied
}

// However pages interleave, an answer is what was saved or what was typed; where
// both differ from what was shown and from each other, it is asked about.
func TestMergeLosesNothing(t *testing.T) {
	s := few()
	value := rapid.SampledFrom([]string{"", "a", "b", "c"})
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string) Answers {
			answers := Answers{}
			for _, f := range s.Fields {
				if v := value.Draw(t, what+" "+f.Name); v != "" {
					answers[f.Name] = []string{v}
				}
			}
			return answers
		}
		shown, saved, typed := draw("shown"), draw("saved"), draw("typed")
		m := s.Merge(saved, typed, ParseSeen(s.Seen(shown).String()), func(string) Origin { return AnotherPage })
		for _, f := range s.Fields {
			was, is, base, got := saved.First(f.Name), typed.First(f.Name), shown.First(f.Name), m.Answers.First(f.Name)
			clash := slices.ContainsFunc(m.Conflicts, func(c Conflict) bool { return c.Field.Name == f.Name })
			if clash != (was != is && was != base && is != base) {
				t.Fatalf("%s: shown %q, saved %q, typed %q: clash %v", f.Name, base, was, is, clash)
			}
			want := is
			if clash || is == base {
				want = was
			}
			if got != want {
				t.Fatalf("%s: shown %q, saved %q, typed %q: got %q", f.Name, base, was, is, got)
			}
		}
	})
}

func TestKeepingBothIsForTextsOnly(t *testing.T) {
	why, _ := few().Field("address")
	wants, _ := few().Field("wants")
	risk, _ := few().Field("danger")
	for _, test := range []struct {
		clash Conflict
		want  []string
	}{
		{Conflict{why, []string{"One."}, []string{"Two."}}, []string{"One.\n\nTwo."}},
		{Conflict{why, nil, []string{"Two."}}, nil},
		{Conflict{wants, []string{referral.DontKnow}, []string{"Two."}}, nil},
		{Conflict{risk, []string{"yes"}, []string{"no"}}, nil},
	} {
		if got := test.clash.Both(); !slices.Equal(got, test.want) {
			t.Errorf("%v: %q", test.clash, got)
		}
	}
}
