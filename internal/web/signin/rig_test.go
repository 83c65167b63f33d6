package signin_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"assistive-referrals/infra/local/identity"
	"assistive-referrals/infra/local/loopback"
	"assistive-referrals/internal/web/signin"
)

const (
	host        = "http://localhost:8080"
	issuer      = host + "/identity"
	redirectURL = host + "/signed-in"
	clientID    = "assistive-referrals"
)

// rig is the real relying party before the local provider, with no socket
// between them, and the browser that goes to and fro.
type rig struct {
	provider *signin.Provider
	now      time.Time
	cookies  map[string]string
	server   http.Handler
	requests int
	alter    func(path string, body []byte) []byte // changes what the provider answers
	down     bool
}

// Making a key takes long, so the tests share two.
var theirKey, anotherKey = sync.OnceValue(newKey), sync.OnceValue(newKey)

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

func newServer(t *testing.T, r *rig, key *rsa.PrivateKey, issuer, client string) http.Handler {
	t.Helper()
	server, err := identity.New(identity.Options{
		Issuer: issuer, ClientID: client, ClientSecret: "a secret: with/odd %characters",
		RedirectURIs: []string{redirectURL}, SignOutURIs: []string{host + "/"},
		People: identity.Staff(), Key: key, Now: func() time.Time { return r.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	return server
}

func newRig(t *testing.T, change func(*signin.Options)) *rig {
	t.Helper()
	r := &rig{now: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC), cookies: map[string]string{}}
	r.server = newServer(t, r, theirKey(), issuer, clientID)
	o := signin.Options{
		Issuer: issuer, ClientID: clientID, ClientSecret: "a secret: with/odd %characters", RedirectURL: redirectURL,
		HTTP: &http.Client{Transport: r}, Now: func() time.Time { return r.now },
	}
	if change != nil {
		change(&o)
	}
	var err error
	if r.provider, err = signin.New(o); err != nil {
		t.Fatal(err)
	}
	return r
}

// RoundTrip is the relying party's way to the provider.
func (r *rig) RoundTrip(req *http.Request) (*http.Response, error) {
	r.requests++
	if r.down {
		return nil, errors.New("connection refused")
	}
	resp, err := loopback.Transport{issuer: r.server}.RoundTrip(req)
	if err != nil || r.alter == nil {
		return resp, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(r.alter(req.URL.Path, body)))
	return resp, nil
}

// browse makes one request as the browser, which keeps cookies and does not
// follow redirects.
func (r *rig) browse(t *testing.T, handler http.Handler, method, address string, form url.Values) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range r.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	resp, err := loopback.Transport{host: handler}.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range resp.Cookies() {
		r.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(r.cookies, c.Name)
		}
	}
	return resp
}

// choose answers the list with the person numbered n, and returns the code and
// state that the browser is sent back with.
func (r *rig) choose(t *testing.T, handler http.Handler, address string, n int) (code, state string) {
	t.Helper()
	resp := r.browse(t, handler, "POST", address, url.Values{"person": {identity.Staff()[n].ID}})
	return back(t, resp)
}

func back(t *testing.T, resp *http.Response) (code, state string) {
	t.Helper()
	location, err := resp.Location()
	if err != nil || !strings.HasPrefix(location.String(), redirectURL+"?") {
		t.Fatalf("got %s %v, want to be sent back", resp.Status, location)
	}
	return location.Query().Get("code"), location.Query().Get("state")
}

func (r *rig) begin(t *testing.T, how signin.How) (string, signin.Pending) {
	t.Helper()
	address, pending, err := r.provider.Begin(t.Context(), how)
	if err != nil {
		t.Fatal(err)
	}
	return address, pending
}

func wantKind(t *testing.T, err error, want signin.Kind) {
	t.Helper()
	if e, ok := errors.AsType[*signin.Error](err); !ok || e.Kind != want {
		t.Errorf("got error %v, want kind %s", err, want)
	}
}

// onToken changes what the token endpoint answers, and nothing else.
func onToken(change func(map[string]any)) func(string, []byte) []byte {
	return func(path string, body []byte) []byte {
		var answer map[string]any
		if !strings.HasSuffix(path, "/token") || json.Unmarshal(body, &answer) != nil {
			return body
		}
		change(answer)
		changed, _ := json.Marshal(answer)
		return changed
	}
}

// promote gives the token's holder another role, and leaves its signature.
func promote(token string) string {
	parts := strings.Split(token, ".")
	payload, _ := base64.RawURLEncoding.DecodeString(parts[1])
	payload = bytes.ReplaceAll(payload, []byte("social-worker"), []byte("team-manager"))
	parts[1] = base64.RawURLEncoding.EncodeToString(payload)
	return strings.Join(parts, ".")
}

// onPath answers with another body at one path.
func onPath(suffix string, other []byte) func(string, []byte) []byte {
	return func(path string, body []byte) []byte {
		if strings.HasSuffix(path, suffix) {
			return other
		}
		return body
	}
}

func keysOf(t *testing.T, server http.Handler) []byte {
	t.Helper()
	return bodyOf(t, server, "GET", issuer+"/.well-known/jwks.json", nil)
}

func bodyOf(t *testing.T, server http.Handler, method, address string, form url.Values) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.SetBasicAuth(url.QueryEscape(form.Get("client_id")), url.QueryEscape("a secret: with/odd %characters"))
	resp, err := loopback.Transport{host: server}.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %s %v", address, resp.Status, body, err)
	}
	return body
}

// swap puts in the place of the provider's tokens those that it signs, with the
// same key and for the same nonce, as another issuer or for another client.
func swap(otherIssuer, otherClient string) func(*testing.T, *rig, *string, *string, *signin.Pending) {
	return func(t *testing.T, r *rig, _, _ *string, p *signin.Pending) {
		other := newServer(t, r, theirKey(), otherIssuer, otherClient)
		address, _ := r.begin(t, signin.Usual)
		u, err := url.Parse(otherIssuer + strings.TrimPrefix(address, issuer))
		if err != nil {
			t.Fatal(err)
		}
		challenge := sha256.Sum256([]byte(p.Verifier))
		q := u.Query()
		q.Set("client_id", otherClient)
		q.Set("nonce", p.Nonce)
		q.Set("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:]))
		u.RawQuery = q.Encode()
		code, _ := r.choose(t, other, u.String(), 0)
		r.alter = onPath("/token", bodyOf(t, other, "POST", otherIssuer+"/token", url.Values{
			"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {redirectURL},
			"code_verifier": {p.Verifier}, "client_id": {otherClient},
		}))
	}
}
