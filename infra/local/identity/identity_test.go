package identity_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"assistive-referrals/infra/local/identity"
	"assistive-referrals/infra/local/loopback"
)

const (
	host     = "http://localhost:8080"
	issuer   = host + "/identity"
	redirect = host + "/signed-in"
	client   = "assistive-referrals"
	secret   = "local secret"
	verifier = "a-verifier-that-is-long-enough-to-be-one-0123456789"
)

// Making a key takes long, so the tests share one.
var key = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
})

type rig struct {
	server http.Handler
	now    time.Time
}

func options() identity.Options {
	return identity.Options{
		Issuer: issuer, ClientID: client, ClientSecret: secret, RedirectURIs: []string{redirect, redirect + "?from=test"},
		SignOutURIs: []string{host + "/"}, People: identity.Staff(), Key: key(),
	}
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{now: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)}
	o := options()
	o.Now = func() time.Time { return r.now }
	server, err := identity.New(o)
	if err != nil {
		t.Fatal(err)
	}
	r.server = server
	return r
}

// do makes one request; change may alter it.
func (r *rig) do(t *testing.T, method, address string, form url.Values, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if change != nil {
		change(req)
	}
	resp, err := loopback.Transport{host: r.server}.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func authorizeURL(change func(url.Values)) string {
	challenge := sha256.Sum256([]byte(verifier))
	q := url.Values{
		"client_id": {client}, "redirect_uri": {redirect}, "response_type": {"code"}, "scope": {"openid"}, "state": {"a state"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(challenge[:])}, "code_challenge_method": {"S256"},
	}
	if change != nil {
		change(q)
	}
	return issuer + "/authorize?" + q.Encode()
}

// code signs the first person in and returns the code.
func (r *rig) code(t *testing.T) string {
	t.Helper()
	resp, _ := r.do(t, "POST", authorizeURL(nil), url.Values{"person": {identity.Staff()[0].ID}}, nil)
	location, err := resp.Location()
	if err != nil {
		t.Fatal(resp.Status)
	}
	return location.Query().Get("code")
}

func basic(req *http.Request) { req.SetBasicAuth(client, url.QueryEscape(secret)) }

func exchange(code string) url.Values {
	return url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {redirect}, "code_verifier": {verifier}}
}

func TestAuthorizationRequestsThatAreRefused(t *testing.T) {
	set := func(name string, values ...string) func(url.Values) {
		return func(q url.Values) { q[name] = values }
	}
	tests := map[string]struct {
		change func(url.Values)
		want   string // the error sent back; empty: shown here, because nothing may be sent there
	}{
		"another client":            {set("client_id", "other"), ""},
		"another address":           {set("redirect_uri", host+"/elsewhere"), ""},
		"an address but for a /":    {set("redirect_uri", redirect+"/"), ""},
		"no address":                {set("redirect_uri"), ""},
		"two states":                {set("state", "a state", "another"), "invalid_request"},
		"no response type":          {set("response_type"), "invalid_request"},
		"implicit":                  {set("response_type", "token"), "unsupported_response_type"},
		"no openid":                 {set("scope", "profile"), "invalid_scope"},
		"no challenge":              {set("code_challenge"), "invalid_request"},
		"a plain challenge":         {set("code_challenge_method", "plain"), "invalid_request"},
		"a challenge too short":     {set("code_challenge", "abc"), "invalid_request"},
		"an unknown prompt":         {set("prompt", "consent"), "invalid_request"},
		"prompt none and login":     {set("prompt", "none login"), "invalid_request"},
		"nobody signed in, no list": {set("prompt", "none"), "login_required"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			methods := []string{"GET", "POST"}
			if tt.want == "login_required" {
				methods = methods[:1]
			}
			for _, method := range methods {
				resp, _ := r.do(t, method, authorizeURL(tt.change), url.Values{"person": {identity.Staff()[0].ID}}, nil)
				location, err := resp.Location()
				if tt.want == "" {
					if resp.StatusCode != http.StatusBadRequest || err == nil {
						t.Errorf("%s: got %s to %v", method, resp.Status, location)
					}
					continue
				}
				if err != nil || !strings.HasPrefix(location.String(), redirect+"?") ||
					location.Query().Get("error") != tt.want || location.Query().Get("state") != "a state" || location.Query().Has("code") {
					t.Errorf("%s: got %s to %v, want %s", method, resp.Status, location, tt.want)
				}
			}
		})
	}
}

func TestTheListIsTheOnlyWayToChoose(t *testing.T) {
	r := newRig(t)
	resp, body := r.do(t, "GET", authorizeURL(nil), nil, nil)
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
	for _, p := range identity.Staff() {
		if !strings.Contains(body, ">"+p.Name+"</button>") || !strings.Contains(body, "Team: "+p.Team) {
			t.Errorf("the list lacks %s", p.Name)
		}
	}
	if resp, _ := r.do(t, "POST", authorizeURL(nil), url.Values{"person": {"nobody"}}, nil); resp.StatusCode != http.StatusBadRequest {
		t.Errorf("somebody who is not listed: %s", resp.Status)
	}
	form := url.Values{"person": {identity.Staff()[0].ID}}
	resp, _ = r.do(t, "POST", authorizeURL(nil), form, func(req *http.Request) { req.Header.Set("Origin", "https://elsewhere.example.org") })
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("from a page elsewhere: %s", resp.Status)
	}
	resp, _ = r.do(t, "POST", authorizeURL(func(q url.Values) { q.Set("redirect_uri", redirect+"?from=test") }), form, nil)
	if !strings.HasPrefix(resp.Header.Get("Location"), redirect+"?from=test&") {
		t.Errorf("an address with a query: %s", resp.Header.Get("Location"))
	}
	cookie := resp.Header.Get("Set-Cookie")
	for _, want := range []string{"Path=/identity/", "HttpOnly", "SameSite=Lax"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie %q lacks %s", cookie, want)
		}
	}
}

func TestExchangesThatAreRefused(t *testing.T) {
	set := func(name string, values ...string) func(*rig, url.Values, *http.Request) {
		return func(_ *rig, form url.Values, _ *http.Request) { form[name] = values }
	}
	tests := map[string]struct {
		change func(*rig, url.Values, *http.Request)
		status int
		want   string
	}{
		"no credentials":      {func(_ *rig, _ url.Values, req *http.Request) { req.Header.Del("Authorization") }, 401, "invalid_client"},
		"another secret":      {func(_ *rig, _ url.Values, req *http.Request) { req.SetBasicAuth(client, "x") }, 401, "invalid_client"},
		"another client":      {func(_ *rig, _ url.Values, req *http.Request) { req.SetBasicAuth("x", url.QueryEscape(secret)) }, 401, "invalid_client"},
		"no grant type":       {set("grant_type"), 400, "invalid_request"},
		"another grant type":  {set("grant_type", "password"), 400, "unsupported_grant_type"},
		"no code":             {set("code"), 400, "invalid_request"},
		"two codes":           {set("code", "a", "b"), 400, "invalid_request"},
		"no verifier":         {set("code_verifier"), 400, "invalid_request"},
		"another verifier":    {set("code_verifier", verifier+"x"), 400, "invalid_grant"},
		"another address":     {set("redirect_uri", redirect+"?from=test"), 400, "invalid_grant"},
		"an unknown code":     {set("code", "x"), 400, "invalid_grant"},
		"a code a minute old": {func(r *rig, _ url.Values, _ *http.Request) { r.now = r.now.Add(time.Minute) }, 400, "invalid_grant"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			form := exchange(r.code(t))
			req := &http.Request{Header: http.Header{}}
			basic(req)
			tt.change(r, form, req)
			resp, body := r.do(t, "POST", issuer+"/token", form, func(out *http.Request) {
				maps.Copy(out.Header, req.Header)
			})
			var answer map[string]string
			if err := json.Unmarshal([]byte(body), &answer); err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != tt.status || answer["error"] != tt.want || resp.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("got %s %s, want %d %s", resp.Status, body, tt.status, tt.want)
			}
			if (resp.Header.Get("WWW-Authenticate") != "") != (tt.status == 401) {
				t.Errorf("WWW-Authenticate: %q", resp.Header.Get("WWW-Authenticate"))
			}
		})
	}
}

func TestACodeIsSpentByItsFirstUse(t *testing.T) {
	for name, first := range map[string]string{"a good one": verifier, "a bad one": verifier + "x"} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			form := exchange(r.code(t))
			form.Set("code_verifier", first)
			r.do(t, "POST", issuer+"/token", form, basic)
			form.Set("code_verifier", verifier)
			if resp, body := r.do(t, "POST", issuer+"/token", form, basic); resp.StatusCode != http.StatusBadRequest {
				t.Errorf("the second use: %s %s", resp.Status, body)
			}
		})
	}
}

func tokens(t *testing.T, r *rig) (access, id string) {
	t.Helper()
	resp, body := r.do(t, "POST", issuer+"/token", exchange(r.code(t)), basic)
	var answer struct {
		Access string `json:"access_token"`
		ID     string `json:"id_token"`
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status, body)
	}
	return answer.Access, answer.ID
}

func TestUserinfo(t *testing.T) {
	r := newRig(t)
	access, id := tokens(t, r)
	ask := func(authorization string) (int, string) {
		resp, body := r.do(t, "GET", issuer+"/userinfo", nil, func(req *http.Request) { req.Header.Set("Authorization", authorization) })
		return resp.StatusCode, body
	}
	status, body := ask("Bearer " + access)
	for _, want := range []string{`"email":"social.worker.one@example.org"`, `"phone_number":"+447700900101"`, `"custom:team":"adult-social-care-north"`} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("got %d %s, want %s", status, body, want)
		}
	}
	for name, authorization := range map[string]string{"none": "", "an ID token": "Bearer " + id, "nonsense": "Bearer x", "basic": "Basic " + access} {
		if status, _ := ask(authorization); status != http.StatusUnauthorized {
			t.Errorf("%s: %d", name, status)
		}
	}
	r.now = r.now.Add(time.Hour)
	if status, _ := ask("Bearer " + access); status != http.StatusUnauthorized {
		t.Errorf("expired: %d", status)
	}
}

func TestLogout(t *testing.T) {
	r := newRig(t)
	access, id := tokens(t, r)
	home := host + "/"
	tests := map[string]struct {
		query    url.Values
		status   int
		location string
	}{
		"nothing asked":          {url.Values{}, 200, ""},
		"by client":              {url.Values{"client_id": {client}, "post_logout_redirect_uri": {home}}, 303, home},
		"by hint, with state":    {url.Values{"id_token_hint": {id}, "post_logout_redirect_uri": {home}, "state": {"s"}}, 303, home + "?state=s"},
		"by nobody":              {url.Values{"post_logout_redirect_uri": {home}}, 400, ""},
		"to another address":     {url.Values{"client_id": {client}, "post_logout_redirect_uri": {host + "/elsewhere"}}, 400, ""},
		"for another client":     {url.Values{"client_id": {"x"}, "post_logout_redirect_uri": {home}}, 400, ""},
		"with a hint not ours":   {url.Values{"id_token_hint": {id + "x"}, "post_logout_redirect_uri": {home}}, 400, ""},
		"with the other's token": {url.Values{"id_token_hint": {access}, "post_logout_redirect_uri": {home}}, 400, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for _, method := range []string{"GET", "POST"} {
				address, form := issuer+"/logout?"+tt.query.Encode(), url.Values(nil)
				if method == "POST" {
					address, form = issuer+"/logout", tt.query
				}
				resp, _ := r.do(t, method, address, form, nil)
				if resp.StatusCode != tt.status || resp.Header.Get("Location") != tt.location ||
					!strings.Contains(resp.Header.Get("Set-Cookie"), "Max-Age=0") {
					t.Errorf("%s: got %s to %q", method, resp.Status, resp.Header.Get("Location"))
				}
			}
		})
	}
}

func TestStaff(t *testing.T) {
	roles, ids := map[string]int{}, map[string]bool{}
	for _, p := range identity.Staff() {
		for _, role := range p.Roles {
			roles[role]++
		}
		if ids[p.ID] || !strings.HasSuffix(p.Email, "@example.org") || !strings.HasPrefix(p.Telephone, "+447700900") || len(p.Telephone) != 13 || p.Team == "" {
			t.Errorf("%+v", p)
		}
		ids[p.ID] = true
	}
	want := []string{
		"activity-facilitator", "data-protection-officer", "digital-inclusion-officer", "hospital-discharge", "installer",
		"occupational-therapist", "operations", "social-worker", "team-manager", "trusted-assessor",
	}
	if got := slices.Sorted(maps.Keys(roles)); !slices.Equal(got, want) {
		t.Errorf("roles %v, want %v", got, want)
	}
	for _, role := range []string{"social-worker", "occupational-therapist", "trusted-assessor"} {
		if roles[role] < 2 {
			t.Errorf("%s: %d, want two at least", role, roles[role])
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for name, change := range map[string]func(*identity.Options){
		"no issuer":           func(o *identity.Options) { o.Issuer = "" },
		"issuer with a slash": func(o *identity.Options) { o.Issuer += "/" },
		"issuer with a query": func(o *identity.Options) { o.Issuer += "?a=b" },
		"no secret":           func(o *identity.Options) { o.ClientSecret = "" },
		"no redirect address": func(o *identity.Options) { o.RedirectURIs = nil },
		"nobody":              func(o *identity.Options) { o.People = nil },
		"the same ID twice":   func(o *identity.Options) { o.People = append(o.People, o.People[0]) },
	} {
		o := options()
		change(&o)
		if _, err := identity.New(o); err == nil {
			t.Errorf("accepted with %s", name)
		}
	}
}
