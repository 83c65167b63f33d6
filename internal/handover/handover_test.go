package handover_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/internal/handover"
)

const service, origin = "https://referrals.example.org", "https://cases.example.org"

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func newSystem(t testing.TB) *casesystem.System {
	t.Helper()
	s, err := casesystem.New(casesystem.Options{Origin: origin, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func expected(t testing.TB, s *casesystem.System) handover.Expected {
	t.Helper()
	keys, err := handover.ParseKeys(s.Keys())
	if err != nil {
		t.Fatal(err)
	}
	return handover.Expected{Keys: keys, Issuer: origin, Audience: service, Now: noon.Add(time.Second)}
}

func sign(t testing.TB, s *casesystem.System, claims any) string {
	t.Helper()
	document, err := s.Sign(claims)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func TestADocumentIsRead(t *testing.T) {
	s := newSystem(t)
	claims := s.Claims(service, "worker@example.org", map[string]any{"full-name": "Testcase Victor", "concerns": []string{"fall-last-month", "alone-at-night"}})
	got, err := handover.Read(sign(t, s, claims), expected(t, s))
	want := handover.Document{Issuer: origin, ID: claims.ID, For: "worker@example.org",
		Person: map[string][]string{"full-name": {"Testcase Victor"}, "concerns": {"fall-last-month", "alone-at-night"}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatIsRefused(t *testing.T) {
	s := newSystem(t)
	at := func(d time.Duration) *jwt.NumericDate { return jwt.NewNumericDate(noon.Add(d)) }
	for _, test := range []struct {
		name   string
		change func(c *casesystem.Claims)
		want   error
	}{
		{"as it should be", func(*casesystem.Claims) {}, nil},
		{"a clock that is a little ahead", func(c *casesystem.Claims) { c.Made, c.Expires = at(50*time.Second), at(2*time.Minute) }, nil},
		{"from another system", func(c *casesystem.Claims) { c.Issuer = "https://elsewhere.example.org" }, handover.ErrNotForUs},
		{"for another service", func(c *casesystem.Claims) { c.Audience = service + "/" }, handover.ErrNotForUs},
		{"for nobody", func(c *casesystem.Claims) { c.Audience = "" }, handover.ErrNotForUs},
		{"expired", func(c *casesystem.Claims) { c.Made, c.Expires = at(-5*time.Minute), at(time.Second) }, handover.ErrOutOfDate},
		{"made later", func(c *casesystem.Claims) { c.Made, c.Expires = at(2*time.Minute), at(3*time.Minute) }, handover.ErrOutOfDate},
		{"made to last", func(c *casesystem.Claims) { c.Expires = at(handover.MaxLife + time.Second) }, handover.ErrOutOfDate},
		{"expired before it was made", func(c *casesystem.Claims) { c.Made, c.Expires = at(30*time.Second), at(20*time.Second) }, handover.ErrOutOfDate},
		{"without a time", func(c *casesystem.Claims) { c.Made = nil }, handover.ErrNotReadable},
		{"without an end", func(c *casesystem.Claims) { c.Expires = nil }, handover.ErrNotReadable},
		{"without an identifier", func(c *casesystem.Claims) { c.ID = "" }, handover.ErrNotReadable},
		{"an identifier that is none", func(c *casesystem.Claims) { c.ID = "Testcase Victor, 1941" }, handover.ErrNotReadable},
		{"nobody", func(c *casesystem.Claims) { c.Person = nil }, handover.ErrNotReadable},
		{"a number for a text", func(c *casesystem.Claims) { c.Person["full-name"] = 7 }, handover.ErrNotReadable},
		{"a list of lists", func(c *casesystem.Claims) { c.Person["full-name"] = [][]string{{"a"}} }, handover.ErrNotReadable},
		{"too large", func(c *casesystem.Claims) { c.Person["full-name"] = strings.Repeat("a", handover.MaxSize) }, handover.ErrTooLarge},
	} {
		t.Run(test.name, func(t *testing.T) {
			claims := s.Claims(service, "", casesystem.Person())
			test.change(&claims)
			if _, err := handover.Read(sign(t, s, claims), expected(t, s)); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
}

func TestWhatIsNotSignedAsItMustBe(t *testing.T) {
	s := newSystem(t)
	good := sign(t, s, s.Claims(service, "", casesystem.Person()))
	parts := strings.Split(good, ".")
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	claims, _ := json.Marshal(s.Claims(service, "", casesystem.Person()))
	symmetric, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: []byte(s.Keys() + strings.Repeat("x", 32))}, nil)
	if err != nil {
		t.Fatal(err)
	}
	hs, err := symmetric.Sign(claims)
	if err != nil {
		t.Fatal(err)
	}
	hmac, _ := hs.CompactSerialize()
	otherType, _ := s.SignAs("JWT", s.Claims(service, "", casesystem.Person()))
	extra := map[string]any{"iss": origin, "aud": service, "iat": noon.Unix(), "exp": noon.Unix() + 60, "jti": "AAAAAAAAAAAAAAAAAAAA", "person": map[string]any{"full-name": "T"}, "admin": true}
	for _, test := range []struct {
		name, document string
		want           error
	}{
		{"nothing", "", handover.ErrNotSigned},
		{"no signature", parts[0] + "." + parts[1] + ".", handover.ErrNotSigned},
		{"the algorithm none", part(`{"alg":"none","typ":"`+handover.Type+`","kid":"made-up-1"}`) + "." + parts[1] + ".", handover.ErrNotSigned},
		{"signed with what is public", hmac, handover.ErrNotSigned},
		{"another's content", parts[0] + "." + part(string(claims)) + "." + parts[2], handover.ErrNotSigned},
		{"another key's name", part(`{"alg":"ES256","kid":"other","typ":"`+handover.Type+`"}`) + "." + parts[1] + "." + parts[2], handover.ErrNotSigned},
		{"no key's name", part(`{"alg":"ES256","typ":"`+handover.Type+`"}`) + "." + parts[1] + "." + parts[2], handover.ErrNotSigned},
		{"a signature cut short", good[:len(good)-4], handover.ErrNotSigned},
		{"a token of another type", otherType, handover.ErrNotForUs},
		{"the JSON form", `{"payload":"` + parts[1] + `","protected":"` + parts[0] + `","signature":"` + parts[2] + `"}`, handover.ErrNotSigned},
		{"a claim that is not known", sign(t, s, extra), handover.ErrNotReadable},
		{"a list", sign(t, s, []string{"a"}), handover.ErrNotReadable},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := handover.Read(test.document, expected(t, s)); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
}

func TestParseKeys(t *testing.T) {
	s := newSystem(t)
	for _, test := range []struct {
		name, keys string
		good       bool
	}{
		{"one", s.Keys(), true},
		{"none yet", `{"keys":[]}`, true},
		{"no set", "u7Gd0", false},
		{"a key without an identifier", strings.Replace(s.Keys(), `"kid":"made-up-1",`, "", 1), false},
		{"a key for another algorithm", strings.Replace(s.Keys(), "ES256", "ES512", 1), false},
		{"a private key", strings.Replace(s.Keys(), `"x"`, `"d":"0Tp6lEA5ylrm3zpeowMK3mWhY2KQvexecOXbbNP8Lgs","x"`, 1), false},
		{"a shared secret", `{"keys":[{"kty":"oct","kid":"a","k":"c2VjcmV0"}]}`, false},
	} {
		if _, err := handover.ParseKeys(test.keys); (err == nil) != test.good {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// Whatever is posted, only what the case system signed is taken; and whatever it
// signs, what is taken has all that it must have.
func FuzzRead(f *testing.F) {
	s := newSystem(f)
	e := expected(f, s)
	claims := s.Claims(service, "worker@example.org", casesystem.Person())
	claims.ID = "AAAAAAAAAAAAAAAAAAAA" // each worker of the fuzzing signs its own
	good := sign(f, s, claims)
	f.Add(good, false)
	f.Add(good[:40]+"."+good[40:], false)
	f.Add(`{"iss":"https://cases.example.org","aud":["https://referrals.example.org"],"iat":1796299200,"exp":1796299300,"jti":"AAAAAAAAAAAAAAAA","person":{"full-name":["T","U"]}}`, true)
	f.Add(`{"person":{"full-name":{}},"person":null}`, true)
	f.Fuzz(func(t *testing.T, text string, signed bool) {
		document := text
		if signed {
			var err error
			if document, err = s.Sign(json.RawMessage(text)); err != nil {
				return // not JSON
			}
		}
		got, err := handover.Read(document, e)
		if err == nil && !signed && document != good {
			// A signature has a second form; the content must be the same.
			if want, _ := handover.Read(good, e); !reflect.DeepEqual(got, want) {
				t.Fatalf("taken: %q", document)
			}
		}
		if err == nil && (got.Issuer != origin || len(got.ID) < 16 || len(got.Person) == 0) {
			t.Fatalf("taken: %+v", got)
		}
	})
}
