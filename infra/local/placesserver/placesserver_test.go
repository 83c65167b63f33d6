package placesserver

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"assistive-referrals/infra/local/loopback"
	"assistive-referrals/internal/address"
)

const base = "http://local.example.org/places"

func clientOf(s *Server, key string, patience time.Duration) *address.Client {
	return address.New(address.Options{BaseURL: base, HTTP: &http.Client{Transport: loopback.Transport{base: s}}, Timeout: patience,
		Key: func(context.Context) (string, error) { return key, nil }})
}

// Production code finds in it what is in the gazetteer.
func TestTheClientFindsThePlaces(t *testing.T) {
	s := New(base, "k")
	c := clientOf(s, "k", 0)
	for code, places := range gazetteer() {
		found, err := c.Find(t.Context(), code)
		if err != nil || len(found) != len(places) {
			t.Fatalf("%s: %d of %d, %v", code, len(found), len(places), err)
		}
		seen := map[string]bool{}
		for i, a := range found {
			if a.Postcode != code || len(a.UPRN) > 12 || (a.UPRN == "") != places[i].NoUPRN || seen[a.UPRN] || a.CareHome != (places[i].Classification == home) {
				t.Errorf("%s: %+v of %+v", code, a, places[i])
			}
			seen[a.UPRN] = true
		}
	}
	found, err := c.Find(t.Context(), "zy13ab")
	if err != nil {
		t.Fatal(err)
	}
	var written []string
	for _, a := range found {
		written = append(written, a.Line())
	}
	if want := []string{
		"Flat 2, The Old Bakery, 12 Specimen Road, Trialford, Exampleton-on-Test", "12A Specimen Road, Trialford, Exampleton-on-Test",
		"St. Testcase's Cottage, Upper Trial, Trialford, Exampleton-on-Test", "3 O'Sample Mews, Specimen Road, Exampleton-on-Test",
		"4 Trialford, Exampleton-on-Test", "Made Up Housing, PO Box 99, Exampleton-on-Test",
	}; !slices.Equal(written, want) {
		t.Errorf("%q", written)
	}
	if found, err := c.Find(t.Context(), "ZY9 9ZZ"); err != nil || len(found) != 0 {
		t.Errorf("nowhere: %v, %v", found, err)
	}
}

func TestItRefusesAsTheAPIDoes(t *testing.T) {
	for name, c := range map[string]struct {
		key, postcode string
		fail          int
		patience      time.Duration
	}{
		"not a postcode": {"k", "nonsense", 0, 0}, "another key": {"x", "ZY1 1ZZ", 0, 0}, "too many requests": {"k", "ZY9 4TT", 0, 0},
		"broken": {"k", "ZY9 5XX", 0, 0}, "slow": {"k", "ZY9 5SL", 0, time.Millisecond}, "for once": {"k", "ZY1 1ZZ", 503, 0},
	} {
		s := New(base, "k")
		if c.fail != 0 {
			s.FailNext(c.fail, 1)
		}
		client := clientOf(s, c.key, c.patience)
		if _, err := client.Find(t.Context(), c.postcode); !errors.Is(err, address.ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
		if c.fail != 0 {
			if found, err := client.Find(t.Context(), c.postcode); err != nil || len(found) == 0 || s.Asked() != 2 {
				t.Errorf("%s, then: %v, %v", name, found, err)
			}
		}
	}
}
