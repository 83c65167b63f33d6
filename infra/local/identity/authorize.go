package identity

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// codeLife is how long a code can be exchanged.
const codeLife = time.Minute

// cookieName names the browser's signed-in state here, not the service's.
const cookieName = "local-identity"

// request is an authorization request that was found good.
type request struct {
	redirectURI string
	scope       string
	state       string
	nonce       string
	challenge   string
	prompts     []string // as OpenID Connect's prompt parameter lists them
}

// grant is what a code stands for.
type grant struct {
	request
	signIn
	expires time.Time
}

// authorize shows the list of people, or answers at once for a browser that is
// signed in here already.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	req, ok := s.readRequest(w, r)
	if !ok {
		return
	}
	current, signedIn := s.browser(r)
	again := slices.Contains(req.prompts, "login") || slices.Contains(req.prompts, "select_account")
	switch {
	case signedIn && !again:
		s.grant(w, r, req, current)
	case slices.Contains(req.prompts, "none"):
		redirectError(w, r, req, "login_required", "nobody is signed in")
	default:
		showList(w, s.path+"/authorize?"+r.URL.RawQuery, s.people, current.personID)
	}
}

// choose takes the person whom the list was answered with. The request itself is
// still in the address, and is checked again.
func (s *Server) choose(w http.ResponseWriter, r *http.Request) {
	req, ok := s.readRequest(w, r)
	if !ok {
		return
	}
	p, ok := s.person(r.PostFormValue("person"))
	if !ok {
		showProblem(w, "Choose a person from the list.")
		return
	}
	current := signIn{personID: p.ID, at: s.now()}
	cookie := rand.Text()
	s.mu.Lock()
	s.browsers[cookie] = current
	s.mu.Unlock()
	http.SetCookie(w, s.cookie(cookie, 0))
	s.grant(w, r, req, current)
}

var challengePattern = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// readRequest returns the request, or answers why it is refused. Whatever is
// wrong with the client or its address is shown here: to send the browser on to an
// address that was not agreed would help whoever made it up.
func (s *Server) readRequest(w http.ResponseWriter, r *http.Request) (request, bool) {
	q := r.URL.Query()
	if q.Get("client_id") != s.clientID {
		showProblem(w, "The client_id is not known.")
		return request{}, false
	}
	if !slices.Contains(s.redirectURIs, q.Get("redirect_uri")) {
		showProblem(w, "The redirect_uri is not registered for this client.")
		return request{}, false
	}
	req := request{
		redirectURI: q.Get("redirect_uri"),
		scope:       q.Get("scope"),
		state:       q.Get("state"),
		nonce:       q.Get("nonce"),
		challenge:   q.Get("code_challenge"),
		prompts:     strings.Fields(q.Get("prompt")),
	}
	name, why := "", ""
	switch {
	case repeated(q):
		name, why = "invalid_request", "a parameter is repeated"
	case q.Get("response_type") == "":
		name, why = "invalid_request", "response_type is missing"
	case q.Get("response_type") != "code":
		name, why = "unsupported_response_type", "only code is supported"
	case !slices.Contains(strings.Fields(req.scope), "openid"):
		name, why = "invalid_scope", "the scope lacks openid"
	case q.Get("code_challenge_method") != "S256" || !challengePattern.MatchString(req.challenge):
		name, why = "invalid_request", "an S256 code_challenge is required"
	case slices.ContainsFunc(req.prompts, func(p string) bool { return !slices.Contains([]string{"none", "login", "select_account"}, p) }):
		name, why = "invalid_request", "prompt is not supported"
	case slices.Contains(req.prompts, "none") && len(req.prompts) > 1:
		name, why = "invalid_request", "prompt none stands alone"
	}
	if name != "" {
		redirectError(w, r, req, name, why)
		return request{}, false
	}
	return req, true
}

// repeated reports whether a parameter is given more than once.
func repeated(q url.Values) bool {
	for _, values := range q {
		if len(values) > 1 {
			return true
		}
	}
	return false
}

// grant sends the browser back with a code.
func (s *Server) grant(w http.ResponseWriter, r *http.Request, req request, by signIn) {
	code := rand.Text()
	now := s.now()
	s.mu.Lock()
	for old, g := range s.codes {
		if now.After(g.expires) {
			delete(s.codes, old)
		}
	}
	s.codes[code] = grant{request: req, signIn: by, expires: now.Add(codeLife)}
	s.mu.Unlock()
	redirectBack(w, r, req, url.Values{"code": {code}})
}

func redirectError(w http.ResponseWriter, r *http.Request, req request, name, why string) {
	redirectBack(w, r, req, url.Values{"error": {name}, "error_description": {why}})
}

func redirectBack(w http.ResponseWriter, r *http.Request, req request, answer url.Values) {
	if req.state != "" {
		answer.Set("state", req.state)
	}
	joint := "?"
	if strings.Contains(req.redirectURI, "?") {
		joint = "&"
	}
	w.Header().Set("Cache-Control", "no-store")
	// 303, so that the answer to the list's POST is fetched with GET.
	http.Redirect(w, r, req.redirectURI+joint+answer.Encode(), http.StatusSeeOther)
}

// browser returns who is signed in here with this browser.
func (s *Server) browser(r *http.Request) (signIn, bool) {
	cookie, err := r.Cookie(cookieName)
	if err != nil {
		return signIn{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	current, ok := s.browsers[cookie.Value]
	return current, ok
}

func (s *Server) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: cookieName, Value: value, MaxAge: maxAge,
		Path: s.path + "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	}
}
