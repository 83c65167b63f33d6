package web

import (
	"bytes"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// brokenApp has the real pages, one of whose templates fails when it is rendered.
func brokenApp(t *testing.T, broken ...string) (*app, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	s := newSite(t)
	a := &app{Options: Options{Store: s.store, Now: s.clock, Log: slog.New(slog.NewTextHandler(&log, nil))}, lastWords: []byte("<h1>last words</h1>")}
	var err error
	if a.pages, err = parsePages(testAssets()); err != nil {
		t.Fatal(err)
	}
	for _, name := range broken {
		a.pages.byName[name] = template.Must(template.New(name).Parse(`half a page {{.Nothing.Of.The.Kind}}`))
	}
	return a, &log
}

func answer(a *app, serve func(*visit) error) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	a.serve(route{public: true, serve: serve}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/signed-out", nil))
	return w
}

// A page whose template fails is answered whole, with the error page: nothing of
// the half page, nothing of the cause, and a line in the log to find it by.
func TestATemplateThatFails(t *testing.T) {
	a, log := brokenApp(t, "signed_out")
	w := answer(a, signedOut)
	page := w.Body.String()
	if w.Code != http.StatusInternalServerError || !strings.Contains(page, "Sorry, there is a problem with the service") {
		t.Errorf("answered %d: %s", w.Code, page)
	}
	if strings.Contains(page, "half a page") || strings.Contains(page, "Nothing") {
		t.Errorf("the page shows what went wrong: %s", page)
	}
	if line := log.String(); !strings.Contains(line, "render signed_out") || !strings.Contains(line, "status=500") || !strings.Contains(line, "request=") {
		t.Errorf("logged %q", line)
	}
}

// If the error page itself fails, what was rendered at the start is sent.
func TestTheErrorPageThatFails(t *testing.T) {
	a, log := brokenApp(t, "error")
	w := answer(a, func(*visit) error { return errors.New("whatever it was") })
	if w.Code != http.StatusInternalServerError || w.Body.String() != "<h1>last words</h1>" {
		t.Errorf("answered %d: %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "the error page failed") || !strings.Contains(log.String(), "whatever it was") {
		t.Errorf("logged %q", log)
	}
}
