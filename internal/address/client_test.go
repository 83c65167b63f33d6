package address

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"
)

// ordnance answers as the documentation of the OS Places API says; the local
// system's fake, which this package may not import, is tested against the client too.
type ordnance struct {
	t      *testing.T
	key    string
	status int
	body   string
	called int
	total  int // if more than 0, so many addresses are there
}

func (o *ordnance) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.called++
	if r.Method != http.MethodGet || r.URL.Path != "/base/search/places/v1/postcode" || r.URL.Query().Get("dataset") != "DPA" {
		o.t.Errorf("%s %s", r.Method, r.URL.Path)
	}
	if r.URL.Query().Has("key") {
		o.t.Error("the key is in the address")
	}
	if r.Header.Get("key") != o.key {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if o.status != 0 {
		w.WriteHeader(o.status)
		_, _ = io.WriteString(w, o.body)
		return
	}
	if o.body != "" {
		_, _ = io.WriteString(w, o.body)
		return
	}
	var results []any
	first := 0
	if r.URL.Query().Get("offset") != "0" {
		first = 100
	}
	for n := first; n < o.total && n < first+100; n++ {
		results = append(results, map[string]any{"DPA": map[string]any{"UPRN": "1", "BUILDING_NUMBER": n + 1, "THOROUGHFARE_NAME": "SAMPLE LANE", "POST_TOWN": "EXAMPLETON"}})
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"header": map[string]any{"totalresults": o.total}, "results": results})
}

func clientOf(t *testing.T, o *ordnance) *Client {
	o.t = t
	if o.key == "" {
		o.key = "k1"
	}
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	return New(Options{BaseURL: server.URL + "/base/", HTTP: server.Client(), Key: func(context.Context) (string, error) { return "k1", nil }})
}

func TestFind(t *testing.T) {
	o := &ordnance{body: `{"header":{"totalresults":2},"results":[
		{"DPA":{"UPRN":"999999000001","ADDRESS":"1, EXAMPLE STREET, EXAMPLETON, ZY1 1ZZ","BUILDING_NUMBER":"1","THOROUGHFARE_NAME":"EXAMPLE STREET","POST_TOWN":"EXAMPLETON","POSTCODE":"ZY1 1ZZ","CLASSIFICATION_CODE":"RD04"}},
		{"DPA":{"UPRN":999999000002,"ORGANISATION_NAME":"TESTINGTON LODGE","BUILDING_NUMBER":7,"THOROUGHFARE_NAME":"SAMPLE LANE","POST_TOWN":"EXAMPLETON","POSTCODE":"ZY1 1ZZ","CLASSIFICATION_CODE":"RI01"}}]}`}
	found, err := clientOf(t, o).Find(t.Context(), "ZY1 1ZZ")
	want := []Address{
		{UPRN: "999999000001", Lines: []string{"1 Example Street", "Exampleton"}, Postcode: "ZY1 1ZZ"},
		{UPRN: "999999000002", Lines: []string{"Testington Lodge", "7 Sample Lane", "Exampleton"}, Postcode: "ZY1 1ZZ", CareHome: true},
	}
	if err != nil || !reflect.DeepEqual(found, want) || o.called != 1 {
		t.Errorf("%+v, %v, %d calls", found, err, o.called)
	}
}

func TestFindReadsEveryPage(t *testing.T) {
	for total, calls := range map[int]int{0: 1, 1: 1, 100: 1, 101: 2, 150: 2} {
		o := &ordnance{total: total}
		found, err := clientOf(t, o).Find(t.Context(), "ZY1 1ZZ")
		if err != nil || len(found) != total || o.called != calls {
			t.Errorf("%d: found %d in %d calls, %v", total, len(found), o.called, err)
		}
	}
}

func TestFindSaysThatItDoesNotWorkAndNotWhatWasLookedUp(t *testing.T) {
	unreachable := New(Options{BaseURL: "http://places.invalid", HTTP: &http.Client{Transport: broken{}}, Key: func(context.Context) (string, error) { return "k1", nil }})
	keyless := New(Options{BaseURL: "http://places.invalid", HTTP: &http.Client{Transport: broken{}}, Key: func(context.Context) (string, error) { return "", errors.New("no such secret") }})
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	t.Cleanup(slow.Close)
	patience := New(Options{BaseURL: slow.URL, HTTP: slow.Client(), Timeout: time.Millisecond, Key: unreachable.Key})
	for name, c := range map[string]*Client{
		"400": clientOf(t, &ordnance{status: 400, body: `{"error":{"statuscode":400,"message":"Requested postcode was ZY1 1ZZ"}}`}), "401": clientOf(t, &ordnance{key: "another"}),
		"429": clientOf(t, &ordnance{status: 429}), "500": clientOf(t, &ordnance{status: 500}), "503": clientOf(t, &ordnance{status: 503}),
		"not JSON": clientOf(t, &ordnance{body: "<html>ZY1 1ZZ</html>"}), "another shape": clientOf(t, &ordnance{body: `{"results":"ZY1 1ZZ"}`}),
		"unreachable": unreachable, "no key": keyless, "slow": patience,
	} {
		found, err := c.Find(t.Context(), "ZY1 1ZZ")
		if found != nil || !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %v, %v", name, found, err)
			continue
		}
		if said := err.Error(); strings.Contains(said, "ZY1") || strings.Contains(said, "1ZZ") || strings.Contains(said, "k1") {
			t.Errorf("%s: %q repeats the postcode or the key", name, said)
		}
	}
}

type broken struct{}

func (broken) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("connection refused")
}

func TestARefusedKeyIsReadAgain(t *testing.T) {
	o := &ordnance{total: 1}
	c := clientOf(t, o)
	read := 0
	c.Key = func(context.Context) (string, error) {
		read++
		return map[int]string{1: "k1"}[read], nil
	}
	for range 2 {
		if found, err := c.Find(t.Context(), "ZY1 1ZZ"); err != nil || len(found) != 1 {
			t.Fatal(found, err)
		}
	}
	if read != 1 {
		t.Errorf("the key was read %d times", read)
	}
	o.key = "k2"
	c.Key = func(context.Context) (string, error) { return "k2", nil }
	if _, err := c.Find(t.Context(), "ZY1 1ZZ"); err == nil {
		t.Error("an old key was taken")
	}
	if found, err := c.Find(t.Context(), "ZY1 1ZZ"); err != nil || len(found) != 1 {
		t.Error("the new key was not read", err)
	}
}
