package webtest

import (
	"html"
	"net/http"
	"net/url"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/web"
)

// Save saves a view as the page does, and returns where it is shown.
func (b Browser) Save(name, query string, first bool) string {
	b.T.Helper()
	typed := url.Values{"name": {name}, "view": {web.NewIdentifier()}, "query": {html.UnescapeString(b.Get("/worklist/save-view?" + query).Must(http.StatusOK).Value("query"))}}
	if first {
		typed.Set("default", form.Yes)
	}
	return b.Post("/worklist/save-view", typed).Must(http.StatusSeeOther).Location
}
