package formview_test

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/web/formview"
)

// every is a question of each control, with an answer that is refused.
func every() (form.Section, form.Answers) {
	options := form.Options("yes", "Yes", "other", "Someone decides for them")
	number := form.ShortText("nhs", "NHS number", "Enter it")
	number.Control, number.Rule, number.Messages = form.NHSNumber, "tendigits", map[string]string{"tendigits": "NHS number must be 10 digits"}
	email := form.ShortText("email", "Email", "Enter it").Ruled("email", "Enter an email address")
	email.Control = form.Email
	phone := form.ShortText("phone", "Telephone", "Enter it").Ruled("telephone", "Enter a telephone number")
	phone.Control = form.Telephone
	return form.Section{Slug: "every", Fields: []form.Field{
			form.ShortText("surname", "Family name", "Enter the family name").AtMost(4, "Shorten the family name").Hinted("As on their record"),
			number, email, phone,
			form.LongText("why", "Why now?", "Enter why").AtMost(3, "Shorten it"),
			form.AnyDate("born", "Date of birth", "Date of birth"),
			form.TimeOfDay("at", "Time", "The time"),
			form.Choice("agrees", "Do they agree?", options, "Select whether they agree"),
			form.Choice("decides", "Who decides?", options, "Select who decides").If("agrees", "other"),
			form.Several("any", "Does any of this apply?", options, "Select what applies"),
			form.List("ward", "Ward", options, "Choose a ward"),
		}}, form.Answers{
			"surname": {"O'Neill"}, "nhs": {"0999"}, "email": {"a@b@c"}, "phone": {"01632"}, "why": {"Fell"}, "born": {"31", "", "1940"}, "at": {"noon"},
			"agrees": {"other"}, "any": {"fall"}, "ward": {"c"},
		}
}

// Each line of the summary leads to a control, which has a label, is described by its
// message and its hint, and still holds what was typed.
func TestEveryControlComesBackFilledIn(t *testing.T) {
	section, typed := every()
	at := form.Context{Now: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
	problems := section.Check(typed, at)
	page := string(formview.Ask(section, typed, at, problems).Shown())
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	byID, labelled := map[string]*html.Node{}, map[string]bool{}
	for n := range doc.Descendants() {
		if id := attribute(n, "id"); id != "" {
			if byID[id] != nil {
				t.Errorf("two elements have the ID %q", id)
			}
			byID[id] = n
		}
		labelled[attribute(n, "for")] = true
	}
	refused := len(section.Fields) - 1 // one radio is chosen as it may be
	if len(problems) != refused {
		t.Errorf("%d problems, not %d: %+v", len(problems), refused, problems)
	}
	for _, item := range formview.SummaryOf(problems, "").ErrorList {
		id := strings.TrimPrefix(item.Href, "#")
		control := byID[id]
		if control == nil || control.Data != "input" && control.Data != "textarea" && control.Data != "select" {
			t.Errorf("%q leads to no control: %s", item.Text, item.Href)
			continue
		}
		if !labelled[id] {
			t.Errorf("%s has no label", id)
		}
		described := false
		for n := control; n != nil; n = n.Parent {
			for _, by := range strings.Fields(attribute(n, "aria-describedby")) {
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
	for _, kept := range []string{`value="O&#39;Neill"`, `value="0999"`, `value="a@b@c"`, "\nFell<", `value="1940"`, `value="noon"`, `value="other" checked`} {
		if !strings.Contains(page, kept) {
			t.Errorf("what was typed is gone: %s", kept)
		}
	}
	if attribute(byID["born-month"], "class") == attribute(byID["born-day"], "class") {
		t.Error("only the month is wrong, and all parts are marked alike")
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
