package identity

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// logout signs the browser out here and sends it on to where the client asked,
// if that address was agreed and the client made itself known by an ID token (an
// expired one will do) or its client_id.
func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie(cookieName); err == nil {
		s.mu.Lock()
		delete(s.browsers, cookie.Value)
		s.mu.Unlock()
	}
	http.SetCookie(w, s.cookie("", -1))

	hint, client := r.FormValue("id_token_hint"), r.FormValue("client_id")
	if hint != "" {
		var claims struct {
			Audience string `json:"aud"`
		}
		if !s.verify(hint, &claims) || claims.Audience != s.clientID {
			showProblem(w, "You are signed out. The id_token_hint is not one of ours.")
			return
		}
	}
	if client != "" && client != s.clientID {
		showProblem(w, "You are signed out. The client_id is not known.")
		return
	}
	to := r.FormValue("post_logout_redirect_uri")
	if to == "" {
		showSignedOut(w)
		return
	}
	if hint == "" && client == "" || !slices.Contains(s.signOutURIs, to) {
		showProblem(w, "You are signed out. The post_logout_redirect_uri is not registered for this client.")
		return
	}
	if state := r.FormValue("state"); state != "" {
		joint := "?"
		if strings.Contains(to, "?") {
			joint = "&"
		}
		to += joint + url.Values{"state": {state}}.Encode()
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
