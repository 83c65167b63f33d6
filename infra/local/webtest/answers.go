package webtest

import "net/url"

// Answered fills in a page of answers as it is shown, with what is typed.
func (p Page) Answered(form url.Values, typed map[string]string) url.Values {
	p.T.Helper()
	all := url.Values{"version": {p.Value("version")}, "request": {p.Value("request")}}
	for name, values := range form {
		all[name] = values
	}
	for name, value := range typed {
		all.Set(name, value)
	}
	return all
}
