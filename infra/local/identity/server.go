package identity

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// keyID names the one signing key.
const keyID = "local"

// Options are what a Server needs. All but Key, SignOutURIs and Now are required.
type Options struct {
	Issuer       string // where the server is reached; its path is the base of every route
	ClientID     string
	ClientSecret string
	RedirectURIs []string // where a code may be sent; matched exactly
	SignOutURIs  []string // where a browser may be sent after signing out; matched exactly
	People       []Person
	Key          *rsa.PrivateKey  // signs tokens; nil: one of this process, so earlier tokens are void
	Now          func() time.Time // nil: time.Now
}

// Server is the provider. It is safe for concurrent use.
type Server struct {
	issuer       string
	path         string // the issuer's path
	secure       bool
	clientID     string
	clientSecret string
	redirectURIs []string
	signOutURIs  []string
	people       []Person
	key          *rsa.PrivateKey
	signer       jose.Signer
	now          func() time.Time
	routes       *http.ServeMux

	mu       sync.Mutex
	codes    map[string]grant  // issued and not yet presented
	browsers map[string]signIn // by cookie
}

// signIn is a browser's signed-in state here.
type signIn struct {
	personID string
	at       time.Time
}

// ownKey is made once: it takes longer than all else that a system begins with.
var ownKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// New returns a provider, or an error that says which option is wrong.
func New(o Options) (*Server, error) {
	issuer, err := url.Parse(o.Issuer)
	if err != nil || issuer.Host == "" || issuer.RawQuery != "" || issuer.Fragment != "" || strings.HasSuffix(o.Issuer, "/") {
		return nil, errors.New("identity: the issuer is not an absolute URL without a query, fragment or final slash")
	}
	if o.ClientID == "" || o.ClientSecret == "" || len(o.RedirectURIs) == 0 || len(o.People) == 0 {
		return nil, errors.New("identity: the client, a redirect URI and people are required")
	}
	ids := map[string]bool{}
	for _, p := range o.People {
		if p.ID == "" || ids[p.ID] {
			return nil, fmt.Errorf("identity: %q has no ID of their own", p.Name)
		}
		ids[p.ID] = true
	}
	s := &Server{
		issuer:       o.Issuer,
		path:         issuer.Path,
		secure:       issuer.Scheme == "https",
		clientID:     o.ClientID,
		clientSecret: o.ClientSecret,
		redirectURIs: slices.Clone(o.RedirectURIs),
		signOutURIs:  slices.Clone(o.SignOutURIs),
		people:       slices.Clone(o.People),
		key:          o.Key,
		now:          o.Now,
		codes:        map[string]grant{},
		browsers:     map[string]signIn{},
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.key == nil {
		if s.key, err = ownKey(); err != nil {
			return nil, fmt.Errorf("identity: key: %w", err)
		}
	}
	s.signer, err = jose.NewSigner(
		jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: s.key, KeyID: keyID}},
		(&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return nil, fmt.Errorf("identity: signer: %w", err)
	}

	s.routes = http.NewServeMux()
	s.routes.HandleFunc("GET "+s.path+"/.well-known/openid-configuration", s.discovery)
	s.routes.HandleFunc("GET "+s.path+"/.well-known/jwks.json", s.keys)
	s.routes.HandleFunc("GET "+s.path+"/authorize", s.authorize)
	// A page elsewhere must not be able to choose a person in this browser.
	s.routes.Handle("POST "+s.path+"/authorize", http.NewCrossOriginProtection().Handler(http.HandlerFunc(s.choose)))
	s.routes.HandleFunc("POST "+s.path+"/token", s.token)
	s.routes.HandleFunc("GET "+s.path+"/userinfo", s.userinfo)
	s.routes.HandleFunc("POST "+s.path+"/userinfo", s.userinfo)
	s.routes.HandleFunc("GET "+s.path+"/logout", s.logout)
	s.routes.HandleFunc("POST "+s.path+"/logout", s.logout)
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.routes.ServeHTTP(w, r) }

func (s *Server) discovery(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{
		"issuer":                                s.issuer,
		"authorization_endpoint":                s.issuer + "/authorize",
		"token_endpoint":                        s.issuer + "/token",
		"userinfo_endpoint":                     s.issuer + "/userinfo",
		"end_session_endpoint":                  s.issuer + "/logout",
		"jwks_uri":                              s.issuer + "/.well-known/jwks.json",
		"response_types_supported":              []string{"code"},
		"response_modes_supported":              []string{"query"},
		"grant_types_supported":                 []string{"authorization_code"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"scopes_supported":                      []string{"openid", "profile", "email", "phone"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic"},
		"code_challenge_methods_supported":      []string{"S256"},
		"prompt_values_supported":               []string{"none", "login", "select_account"},
	})
}

func (s *Server) keys(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{
		{Key: s.key.Public(), KeyID: keyID, Algorithm: string(jose.RS256), Use: "sig"},
	}})
}

// person returns who has this ID.
func (s *Server) person(id string) (Person, bool) {
	i := slices.IndexFunc(s.people, func(p Person) bool { return p.ID == id })
	if i < 0 {
		return Person{}, false
	}
	return s.people[i], true
}

func writeJSON(w http.ResponseWriter, status int, document any) {
	body, err := json.Marshal(document)
	if err != nil {
		http.Error(w, "the answer cannot be encoded", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a caller that has gone cannot be told
}
