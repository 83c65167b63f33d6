package loopback_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"assistive-referrals/infra/local/loopback"
)

func says(text string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, text+" "+r.Host+" "+r.RequestURI)
	})
}

func TestTransportChoosesTheLongestPrefixOfWholeSegments(t *testing.T) {
	client := &http.Client{Transport: loopback.Transport{
		"http://one.example.org":           says("root"),
		"http://one.example.org/identity/": says("identity"),
		"https://one.example.org":          says("secure"),
	}}
	tests := map[string]string{
		"http://one.example.org":                "root one.example.org /",
		"http://one.example.org/a?b=c":          "root one.example.org /a?b=c",
		"http://one.example.org/identity":       "identity one.example.org /identity",
		"http://one.example.org/identity/keys":  "identity one.example.org /identity/keys",
		"http://one.example.org/identity-other": "root one.example.org /identity-other",
		"https://one.example.org/":              "secure one.example.org /",
	}
	for url, want := range tests {
		t.Run(url, func(t *testing.T) {
			resp, err := client.Get(url)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			got, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestTransportRefuses(t *testing.T) {
	done, cancel := context.WithCancel(t.Context())
	gaveUp, late := context.WithCancel(t.Context())
	client := &http.Client{Transport: loopback.Transport{
		"http://abort.example.org": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusCreated)
			panic(http.ErrAbortHandler)
		}),
		"http://slow.example.org": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { late() }),
	}}
	cancel()
	tests := map[string]struct {
		ctx  context.Context
		url  string
		want error
	}{
		"nobody there":                  {t.Context(), "http://none.example.org/", nil},
		"a longer host is another host": {t.Context(), "http://abort.example.org.uk/", nil},
		"handler aborts":                {t.Context(), "http://abort.example.org/", io.ErrUnexpectedEOF},
		"cancelled before":              {done, "http://abort.example.org/", context.Canceled},
		"cancelled meanwhile":           {gaveUp, "http://slow.example.org/", context.Canceled},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(tt.ctx, http.MethodGet, tt.url, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := client.Do(req)
			if err == nil {
				resp.Body.Close()
				t.Fatalf("got %s, want an error", resp.Status)
			}
			if tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestTransportCarriesStatusHeaderAndBody(t *testing.T) {
	client := &http.Client{Transport: loopback.Transport{
		"http://echo.example.org": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Method", r.Method)
			w.WriteHeader(http.StatusTeapot)
			w.Header().Set("X-Late", "not sent")
			w.WriteHeader(http.StatusOK)
			_, _ = io.Copy(w, r.Body)
		}),
	}}
	resp, err := client.Post("http://echo.example.org/", "text/plain", strings.NewReader("hello"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != http.StatusTeapot || string(body) != "hello" ||
		resp.Header.Get("X-Method") != "POST" || resp.Header.Get("X-Late") != "" {
		t.Errorf("got %s %q %v", resp.Status, body, resp.Header)
	}
}
