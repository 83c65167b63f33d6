package webtest

import (
	"encoding/json"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// Tab is a page of a section that somebody has open.
type Tab struct {
	Draft
	Path    string
	carried url.Values
}

// Open opens the page of a section in another tab or on another device.
func (d Draft) Open(section string) Tab {
	d.T.Helper()
	path := d.Path + "/" + section
	return Tab{d, path, d.Get(path).Must(200).Carried()}
}

func (o Tab) Form(answers url.Values) url.Values {
	form := maps.Clone(o.carried)
	maps.Copy(form, answers)
	return form
}

// Typed saves as the page's script does, and carries on with what it is told.
func (o *Tab) Typed(turn int, answers url.Values) (status int, answer web.SavedAnswer) {
	o.T.Helper()
	form := o.Form(answers)
	form.Set(formview.CarriedTurn, strconv.Itoa(turn))
	got := o.Script(o.Path, form)
	if err := json.Unmarshal([]byte(got.Html), &answer); err != nil {
		o.T.Fatalf("%v: %s", err, got.Html)
	}
	if answer.Version > 0 {
		o.carried.Set(formview.CarriedShown, answer.Shown)
	}
	return got.Status, answer
}

// Script posts as a page's own script does.
func (b Browser) Script(path string, form url.Values) Page {
	b.T.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Accept", "application/json")
	return b.Do(r)
}

// Needs is the section in which the tests below type, with some of it changed.
func Needs(pairs ...string) url.Values {
	form := maps.Clone(Pendant()["needs"])
	for i := 0; i < len(pairs); i += 2 {
		if form.Del(pairs[i]); pairs[i+1] != "" {
			form.Set(pairs[i], pairs[i+1])
		}
	}
	return form
}

var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// Inputs returns what the hidden inputs of the page hold.
func (p Page) Inputs() url.Values {
	p.T.Helper()
	form := url.Values{}
	for _, found := range hiddenInput.FindAllStringSubmatch(p.Main(), -1) {
		form.Add(found[1], html.UnescapeString(found[2]))
	}
	return form
}
