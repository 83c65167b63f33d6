package webtest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/internal/handover"
	"assistive-referrals/internal/web/site"
)

const Cases = "https://cases.example.org"

// caseSystem is the case system that the pages of a test know.
func (s *Site) caseSystem() *site.CaseSystem {
	return &site.CaseSystem{Origin: Cases, Audience: "http://localhost", Keys: func(context.Context) (handover.Keys, error) {
		return handover.ParseKeys(casesystem.ReadyKeys())
	}}
}

// Made returns what the case system signs about somebody.
func (s *Site) Made(change func(*casesystem.Claims)) string {
	s.T.Helper()
	system, err := casesystem.New(casesystem.Options{Origin: Cases, Now: s.Clock})
	if err != nil {
		s.T.Fatal(err)
	}
	claims := system.Claims("http://localhost", "", casesystem.Person())
	if change != nil {
		change(&claims)
	}
	document, err := system.Sign(claims)
	if err != nil {
		s.T.Fatal(err)
	}
	return document
}

// Bring posts a document as the case system's page does: from another site, so the
// browser brings no cookie. It returns the browser with the one that it is given.
func (b Browser) Bring(document string) (Page, *http.Cookie) {
	b.T.Helper()
	r := httptest.NewRequest(http.MethodPost, "/hand-over", strings.NewReader(url.Values{"document": {document}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", Cases)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	answer := Browser{b.Site, ""}.Do(r)
	for _, c := range (&http.Response{Header: answer.Header}).Cookies() {
		if strings.HasPrefix(c.Name, "hand-over-") {
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
				b.T.Errorf("the cookie is %+v", c)
			}
			return answer, c
		}
	}
	return answer, nil
}
