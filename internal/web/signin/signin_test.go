package signin_test

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"assistive-referrals/infra/local/identity"
	"assistive-referrals/internal/web/signin"
)

func TestEveryPersonSignsIn(t *testing.T) {
	r := newRig(t, nil)
	for n, p := range identity.Staff() {
		t.Run(p.Name, func(t *testing.T) {
			address, pending := r.begin(t, signin.ChooseAgain)
			code, state := r.choose(t, r.server, address, n)
			got, idToken, err := r.provider.Complete(t.Context(), code, state, pending)
			if err != nil {
				t.Fatal(err)
			}
			want := signin.Person{ID: p.ID, Name: p.Name, Email: p.Email, Telephone: p.Telephone, Roles: p.Roles, Team: p.Team, Registration: p.Registration, Skills: p.Skills}
			if len(got.Skills) == 0 {
				got.Skills = nil
			}
			if !reflect.DeepEqual(got, want) || idToken == "" {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

func TestBeginNeverRepeatsItself(t *testing.T) {
	r := newRig(t, nil)
	_, first := r.begin(t, signin.Usual)
	_, second := r.begin(t, signin.Usual)
	if first.State == second.State || first.Nonce == second.Nonce || first.Verifier == second.Verifier {
		t.Errorf("got %+v and %+v", first, second)
	}
}

func TestTheBrowserStaysSignedInThereUntilAsked(t *testing.T) {
	r := newRig(t, nil)
	address, _ := r.begin(t, signin.Usual)
	if resp := r.browse(t, r.server, "GET", address, nil); resp.StatusCode != http.StatusOK {
		t.Fatalf("the first time: %s, want the list", resp.Status)
	}
	r.choose(t, r.server, address, 0)

	address, pending := r.begin(t, signin.Usual)
	code, state := back(t, r.browse(t, r.server, "GET", address, nil))
	if p, _, err := r.provider.Complete(t.Context(), code, state, pending); err != nil || p.Name != "Social Worker One" {
		t.Errorf("the second time: %v, %v", p.Name, err)
	}
	for _, how := range []signin.How{signin.ChooseAgain, signin.SignInAgain} {
		address, _ := r.begin(t, how)
		if resp := r.browse(t, r.server, "GET", address, nil); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s, want the list", how, resp.Status)
		}
	}

	// Signed out there, the list comes again.
	out, err := r.provider.SignOutURL(t.Context(), "", host+"/")
	if err != nil {
		t.Fatal(err)
	}
	if resp := r.browse(t, r.server, "GET", out, nil); resp.Header.Get("Location") != host+"/" {
		t.Errorf("sign-out: %s to %q", resp.Status, resp.Header.Get("Location"))
	}
	address, _ = r.begin(t, signin.Usual)
	if resp := r.browse(t, r.server, "GET", address, nil); resp.StatusCode != http.StatusOK {
		t.Errorf("after sign-out: %s, want the list", resp.Status)
	}
}

func TestCompleteRefuses(t *testing.T) {
	otherIssuer, otherClient := host+"/other", "another-client"
	tests := map[string]struct {
		arrange func(t *testing.T, r *rig, code, state *string, p *signin.Pending)
		want    signin.Kind
		says    string
	}{
		"another state":       {func(_ *testing.T, _ *rig, _, state *string, _ *signin.Pending) { *state += "x" }, signin.Refused, "state"},
		"no state at all":     {func(_ *testing.T, _ *rig, _, state *string, p *signin.Pending) { *state, p.State = "", "" }, signin.Refused, "state"},
		"no code":             {func(_ *testing.T, _ *rig, code, _ *string, _ *signin.Pending) { *code = "" }, signin.Refused, "no code"},
		"an invented code":    {func(_ *testing.T, _ *rig, code, _ *string, _ *signin.Pending) { *code = "x" }, signin.Refused, "invalid_grant"},
		"a wrong verifier":    {func(_ *testing.T, _ *rig, _, _ *string, p *signin.Pending) { p.Verifier += "x" }, signin.Refused, "invalid_grant"},
		"a wrong nonce":       {func(_ *testing.T, _ *rig, _, _ *string, p *signin.Pending) { p.Nonce += "x" }, signin.Refused, "another sign-in"},
		"a code a minute old": {func(_ *testing.T, r *rig, _, _ *string, _ *signin.Pending) { r.now = r.now.Add(time.Minute) }, signin.Refused, "invalid_grant"},
		"begun over an hour ago": {func(_ *testing.T, _ *rig, _, _ *string, p *signin.Pending) {
			p.Begun = p.Begun.Add(-signin.PendingLife - time.Second)
		}, signin.Refused, "too long ago"},
		"a replayed code": {func(t *testing.T, r *rig, code, state *string, p *signin.Pending) {
			if _, _, err := r.provider.Complete(t.Context(), *code, *state, *p); err != nil {
				t.Fatal(err)
			}
		}, signin.Refused, "invalid_grant"},
		"a tampered token": {func(_ *testing.T, r *rig, _, _ *string, _ *signin.Pending) {
			r.alter = onToken(func(answer map[string]any) {
				answer["id_token"] = promote(answer["id_token"].(string))
			})
		}, signin.Refused, "signature"},
		"an unsigned token": {func(_ *testing.T, r *rig, _, _ *string, _ *signin.Pending) {
			r.alter = onToken(func(answer map[string]any) {
				parts := strings.Split(answer["id_token"].(string), ".")
				answer["id_token"] = base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + parts[1] + "."
			})
		}, signin.Refused, "malformed jwt"},
		"an expired token": {func(_ *testing.T, r *rig, _, _ *string, _ *signin.Pending) {
			// The answer arrives only after the token's hour.
			r.alter = onToken(func(map[string]any) { r.now = r.now.Add(time.Hour + time.Second) })
		}, signin.Refused, "expired"},
		"another access token": {func(_ *testing.T, r *rig, _, _ *string, _ *signin.Pending) {
			r.alter = onToken(func(answer map[string]any) { answer["access_token"] = "x" })
		}, signin.Refused, "belong together"},
		"no ID token": {func(_ *testing.T, r *rig, _, _ *string, _ *signin.Pending) {
			r.alter = onToken(func(answer map[string]any) { delete(answer, "id_token") })
		}, signin.Refused, "no ID token"},
		"another issuer's token":   {swap(otherIssuer, clientID), signin.Refused, "issued by a different provider"},
		"a token for someone else": {swap(issuer, otherClient), signin.Refused, "expected audience"},
		"a provider that is down":  {func(_ *testing.T, r *rig, _, _ *string, _ *signin.Pending) { r.down = true }, signin.Unavailable, "connection refused"},
		"an answer not understood": {func(_ *testing.T, r *rig, _, _ *string, _ *signin.Pending) {
			r.alter = func(string, []byte) []byte { return []byte("<html>") }
		}, signin.Unavailable, "exchanged"},
		"a client no longer known": {func(t *testing.T, r *rig, _, _ *string, _ *signin.Pending) {
			r.server = newServer(t, r, theirKey(), issuer, otherClient)
		}, signin.Unavailable, "invalid_client"},
		"a key that was not theirs": {func(t *testing.T, r *rig, _, _ *string, _ *signin.Pending) {
			r.alter = onPath("/jwks.json", keysOf(t, newServer(t, r, anotherKey(), issuer, clientID)))
		}, signin.Refused, "signature"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, nil)
			address, pending := r.begin(t, signin.Usual)
			code, state := r.choose(t, r.server, address, 0)
			tt.arrange(t, r, &code, &state, &pending)
			person, idToken, err := r.provider.Complete(t.Context(), code, state, pending)
			wantKind(t, err, tt.want)
			if err != nil && !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want it to say %q", err, tt.says)
			}
			if person.ID != "" || idToken != "" {
				t.Errorf("got %+v beside the error", person)
			}
		})
	}
}

func TestATokenIsGoodUntilItExpires(t *testing.T) {
	r := newRig(t, nil)
	address, pending := r.begin(t, signin.Usual)
	code, state := r.choose(t, r.server, address, 0)
	r.alter = onToken(func(map[string]any) { r.now = r.now.Add(time.Hour) })
	if _, _, err := r.provider.Complete(t.Context(), code, state, pending); err != nil {
		t.Error(err)
	}
}

func TestDiscoveryIsTriedAgainAndThenKept(t *testing.T) {
	r := newRig(t, nil)
	r.down = true
	_, _, err := r.provider.Begin(t.Context(), signin.Usual)
	wantKind(t, err, signin.Unavailable)
	_, err = r.provider.SignOutURL(t.Context(), "", host+"/")
	wantKind(t, err, signin.Unavailable)

	r.down, r.requests = false, 0
	for range 3 {
		r.begin(t, signin.Usual)
	}
	if r.requests != 1 {
		t.Errorf("%d requests, want 1", r.requests)
	}
}

func TestDiscoveryElsewhere(t *testing.T) {
	cognito := "https://cognito.example.org/pool"
	tests := map[string]struct {
		issuer, discovery string
		named             string // what the description names as issuer
		want              signin.Kind
	}{
		"an issuer on another host":   {cognito, issuer, cognito, ""},
		"the whole well-known path":   {cognito, issuer + "/.well-known/openid-configuration", cognito, ""},
		"it names another issuer":     {cognito, issuer, issuer, signin.Unavailable},
		"not elsewhere, and it lies":  {issuer, "", cognito, signin.Unavailable},
		"an issuer that is not there": {cognito, "", cognito, signin.Unavailable},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, func(o *signin.Options) { o.Issuer, o.DiscoveryURL = tt.issuer, tt.discovery })
			r.alter = func(path string, body []byte) []byte {
				return bytes.Replace(body, []byte(`"issuer":"`+issuer+`"`), []byte(`"issuer":"`+tt.named+`"`), 1)
			}
			_, _, err := r.provider.Begin(t.Context(), signin.Usual)
			if tt.want == "" && err != nil {
				t.Error(err)
			}
			if tt.want != "" {
				wantKind(t, err, tt.want)
			}
		})
	}

	// Tokens are still held to the issuer, wherever the description came from.
	r := newRig(t, func(o *signin.Options) { o.Issuer, o.DiscoveryURL = cognito, issuer })
	r.alter = func(path string, body []byte) []byte {
		return bytes.Replace(body, []byte(`"issuer":"`+issuer+`"`), []byte(`"issuer":"`+cognito+`"`), 1)
	}
	address, pending := r.begin(t, signin.Usual)
	code, state := r.choose(t, r.server, address, 0)
	_, _, err := r.provider.Complete(t.Context(), code, state, pending)
	wantKind(t, err, signin.Refused)
}

func TestSignOutURL(t *testing.T) {
	r := newRig(t, nil)
	address, pending := r.begin(t, signin.Usual)
	code, state := r.choose(t, r.server, address, 0)
	_, idToken, err := r.provider.Complete(t.Context(), code, state, pending)
	if err != nil {
		t.Fatal(err)
	}
	r.now = r.now.Add(24 * time.Hour) // an expired hint will do
	for name, hint := range map[string]string{"with a hint": idToken, "without": ""} {
		out, err := r.provider.SignOutURL(t.Context(), hint, host+"/")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out, "id_token_hint") != (hint != "") {
			t.Errorf("%s: %s", name, out)
		}
		if resp := r.browse(t, r.server, "GET", out, nil); resp.Header.Get("Location") != host+"/" {
			t.Errorf("%s: %s", name, resp.Status)
		}
	}

	r = newRig(t, nil)
	r.alter = func(_ string, body []byte) []byte {
		return bytes.Replace(body, []byte("end_session_endpoint"), []byte("nothing_of_the_kind"), 1)
	}
	_, err = r.provider.SignOutURL(t.Context(), "", host+"/")
	wantKind(t, err, signin.Unsupported)
}

func TestNewNeedsTheFirstFour(t *testing.T) {
	whole := signin.Options{Issuer: issuer, ClientID: clientID, ClientSecret: "secret", RedirectURL: redirectURL}
	if _, err := signin.New(whole); err != nil {
		t.Error(err)
	}
	for name, clear := range map[string]func(*signin.Options){
		"issuer": func(o *signin.Options) { o.Issuer = "" }, "client": func(o *signin.Options) { o.ClientID = "" },
		"secret": func(o *signin.Options) { o.ClientSecret = "" }, "redirect": func(o *signin.Options) { o.RedirectURL = "" },
	} {
		o := whole
		clear(&o)
		if _, err := signin.New(o); err == nil {
			t.Errorf("accepted without %s", name)
		}
	}
}
