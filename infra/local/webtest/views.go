package webtest

import (
	"html"
	"net/http"
	"net/url"

	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/formview"
)

// Save saves a view as the page does, and returns where it is shown.
func (b Browser) Save(name, query string, first bool) string {
	b.T.Helper()
	form := url.Values{"name": {name}, "view": {web.NewIdentifier()}, "query": {html.UnescapeString(b.Get("/worklist/save-view?" + query).Must(http.StatusOK).Value("query"))}}
	if first {
		form.Set("default", formview.AnswerYes)
	}
	return b.Post("/worklist/save-view", form).Must(http.StatusSeeOther).Location
}
