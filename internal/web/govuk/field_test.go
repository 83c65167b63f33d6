package govuk

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// every is one field of each kind, answered and refused.
var every = []Field{
	{Name: "surname", Label: "Family name", Hint: "As on their record", Value: "O'Neill", Error: "Enter the family name", Width: 20, Spellcheck: new(false)},
	{Name: "email", Label: "Email", Kind: KindEmail, Value: "a@b.example", Error: "Enter an email address", Optional: true},
	{Name: "phone", Label: "Telephone", Kind: KindTelephone, Value: "01632 960001", Error: "Enter a telephone number"},
	{Name: "nhs", Label: "NHS number", Kind: KindNumber, Value: "0999", Error: "NHS number must be 10 digits", Width: 10},
	{Name: "why", Label: "Why now?", Kind: KindLongText, Value: "Fell", Error: "Enter why", MaxLength: 500},
	{Name: "notes", Label: "Notes", Kind: KindLongText, Value: "\nSecond line", Error: "Enter notes"},
	{Name: "born", Label: "Date of birth", Kind: KindDate, Date: Date{"31", "13", "1940"}, Error: "Month must be between 1 and 12", ErrorParts: []string{"month"}},
	{Name: "agrees", Label: "Do they agree?", Kind: KindOne, Value: "other", Error: "Select whether they agree", Options: []Answer{
		{Value: "yes", Text: "Yes"}, {Divider: "or"},
		{Value: "other", Text: "Someone decides for them", Reveals: []Field{{Name: "who", Label: "Who?", Error: "Enter who decides"}}},
	}},
	{Name: "any", Label: "Does any of this apply?", Kind: KindMany, Values: []string{"fall"}, Error: "Select what applies", Options: []Answer{
		{Value: "fall", Text: "A fall"}, {Value: "none", Text: "None of these", Exclusive: true},
	}},
	{Name: "ward", Label: "Ward", Kind: KindList, Value: "b", Error: "Choose a ward", Options: []Answer{{Text: "Choose a ward"}, {Value: "b", Text: "B"}}},
}

// TestEveryKindOfField holds what every refusal must look like: each line of the
// summary leads to a control, which is described by its message and its hint,
// has a label, and still holds what was typed.
func TestEveryKindOfField(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(string(Fields(every...))))
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]*html.Node{}
	labelled := map[string]bool{}
	for _, n := range find(doc, func(n *html.Node) bool { return n.Type == html.ElementNode }) {
		if id := attr(n, "id"); id != "" {
			if byID[id] != nil {
				t.Errorf("two elements have the ID %q", id)
			}
			byID[id] = n
		}
		if n.Data == "label" {
			labelled[attr(n, "for")] = true
		}
		if n.Data == "legend" || n.Data == "label" {
			if n.FirstChild == nil {
				t.Errorf("empty <%s>", n.Data)
			}
		}
	}
	summary := Problems(every...)
	if len(summary.ErrorList) != len(every)+1 {
		t.Errorf("%d problems, not %d", len(summary.ErrorList), len(every)+1)
	}
	for _, problem := range summary.ErrorList {
		id := strings.TrimPrefix(problem.Href, "#")
		control := byID[id]
		if control == nil || control.Data != "input" && control.Data != "textarea" && control.Data != "select" {
			t.Errorf("%q leads to no control: %s", problem.Text, problem.Href)
			continue
		}
		if !labelled[id] {
			t.Errorf("%s has no label", id)
		}
		described := false
		for n := control; n != nil; n = n.Parent {
			for _, by := range strings.Fields(attr(n, "aria-describedby")) {
				if byID[by] == nil {
					t.Errorf("%s is described by %s, which is not there", id, by)
				}
				described = described || strings.HasSuffix(by, "-error")
			}
		}
		if !described {
			t.Errorf("%s is not described by its message", id)
		}
	}
	out := string(Fields(every...))
	for _, kept := range []string{`value="O&#39;Neill"`, `value="0999"`, `>` + "\n" + `Fell<`, "\n\nSecond line", `value="13"`, `value="other" checked`, `value="fall" checked`, `value="b" selected`} {
		if !strings.Contains(out, kept) {
			t.Errorf("what was typed is gone: %s", kept)
		}
	}
	if attr(byID["born-month"], "class") == attr(byID["born-day"], "class") {
		t.Error("only the month is wrong, and all parts are marked alike")
	}
}
