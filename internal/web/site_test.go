package web

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"assistive-referrals/internal/web/govuk"
)

// siteOf is a site whose one wing has these templates, with what it logs.
func siteOf(t *testing.T, templates fstest.MapFS) (*Site, *bytes.Buffer) {
	t.Helper()
	assets := fstest.MapFS{}
	for _, name := range []string{"app.css", "init.js", "app.js", "govuk-frontend.min.js", "icon.svg"} {
		assets[name] = &fstest.MapFile{Data: []byte("x")}
	}
	var log bytes.Buffer
	s, err := New(Options{
		Assets: assets, Templates: []fs.FS{templates}, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Recognise: func(*Request) error { return nil }, Warnings: func(*Request) []govuk.WarningText { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, &log
}

func answer(s *Site, h Handler) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.Handle(Route{Public: true, Serve: h}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	return w
}

// A page whose template fails is answered whole, with the error page.
func TestTemplateThatFails(t *testing.T) {
	s, log := siteOf(t, fstest.MapFS{"template/broken.gohtml": {Data: []byte("half a page {{.Nothing.Of.The.Kind}}")}})
	w := answer(s, func(r *Request) error { return r.Show("broken", Document{}, 1) })
	if body := w.Body.String(); w.Code != http.StatusInternalServerError || !strings.Contains(body, "Sorry, there is a problem") || strings.Contains(body, "half a page") {
		t.Errorf("answered %d: %s", w.Code, body)
	}
	if !strings.Contains(log.String(), "render broken") {
		t.Errorf("logged %q", log)
	}
}

// A page that panics is answered with the error page, and the log says where and nothing
// of what it was about.
func TestPageThatPanics(t *testing.T) {
	for name, c := range map[string]struct {
		warnings func(*Request) []govuk.WarningText
		stacks   int
	}{
		"once":              {func(*Request) []govuk.WarningText { return nil }, 1},
		"in the error page": {func(*Request) []govuk.WarningText { panic("Alpha Testcase") }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			site, log := siteOf(t, nil)
			site.Warnings = c.warnings
			w := answer(site, func(r *Request) error { panic("Alpha Testcase") })
			if body := w.Body.String(); w.Code != http.StatusInternalServerError || !strings.Contains(body, "Sorry, there is a problem with the service") || strings.Contains(body, "Alpha") {
				t.Errorf("answered %d: %s", w.Code, body)
			}
			if said := log.String(); !strings.Contains(said, "web/site_test.go") || strings.Contains(said, "Alpha") || strings.Count(said, "stack=") != c.stacks {
				t.Errorf("logged %q", said)
			}
		})
	}
}

// Who aborts an answer has it aborted.
func TestPageThatIsAborted(t *testing.T) {
	site, log := siteOf(t, nil)
	defer func() {
		if value := recover(); value != http.ErrAbortHandler || log.Len() > 0 {
			t.Errorf("recovered %v, logged %q", value, log)
		}
	}()
	answer(site, func(r *Request) error { panic(http.ErrAbortHandler) })
}

// If the error page fails too, what was rendered at the start is sent.
func TestErrorPageThatFails(t *testing.T) {
	s, log := siteOf(t, nil)
	delete(s.pages.byName, "error")
	w := answer(s, func(*Request) error { return errors.New("the cause") })
	if w.Code != http.StatusInternalServerError || w.Body.String() != string(s.fallback) {
		t.Errorf("answered %d: %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "the error page failed") || !strings.Contains(log.String(), "the cause") {
		t.Errorf("logged %q", log)
	}
}
