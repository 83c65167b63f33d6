package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// tokenLife is how long ID and access tokens are good for.
const tokenLife = time.Hour

// token exchanges a code. Its refusals are those of RFC 6749, section 5.2.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if !s.clientKnown(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="token"`)
		oauthError(w, http.StatusUnauthorized, "invalid_client", "the client is not known or its secret is wrong")
		return
	}
	if err := r.ParseForm(); err != nil || repeated(r.PostForm) {
		oauthError(w, http.StatusBadRequest, "invalid_request", "the body is malformed")
		return
	}
	form := r.PostForm
	switch form.Get("grant_type") {
	case "authorization_code":
	case "":
		oauthError(w, http.StatusBadRequest, "invalid_request", "grant_type is missing")
		return
	default:
		oauthError(w, http.StatusBadRequest, "unsupported_grant_type", "only authorization_code is supported")
		return
	}
	if form.Get("code") == "" || form.Get("redirect_uri") == "" || form.Get("code_verifier") == "" {
		oauthError(w, http.StatusBadRequest, "invalid_request", "code, redirect_uri and code_verifier are required")
		return
	}

	s.mu.Lock()
	g, ok := s.codes[form.Get("code")]
	delete(s.codes, form.Get("code")) // spent, whatever comes of it
	s.mu.Unlock()
	p, known := s.person(g.personID)
	challenge := sha256.Sum256([]byte(form.Get("code_verifier")))
	if !ok || !known || !s.now().Before(g.expires) || form.Get("redirect_uri") != g.redirectURI ||
		base64.RawURLEncoding.EncodeToString(challenge[:]) != g.challenge {
		oauthError(w, http.StatusBadRequest, "invalid_grant", "the code is not good, or not for this exchange")
		return
	}
	s.issue(w, g, p)
}

// issue answers with the tokens of a good exchange.
func (s *Server) issue(w http.ResponseWriter, g grant, p Person) {
	access, err := s.sign(s.accessClaims(g, p))
	if err != nil {
		oauthError(w, http.StatusInternalServerError, "server_error", "the token cannot be signed")
		return
	}
	id, err := s.sign(s.idClaims(g, p, access))
	if err != nil {
		oauthError(w, http.StatusInternalServerError, "server_error", "the token cannot be signed")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"access_token": access,
		"id_token":     id,
		"token_type":   "Bearer",
		"expires_in":   int(tokenLife.Seconds()),
	})
}

func (s *Server) idClaims(g grant, p Person, access string) map[string]any {
	// OpenID Connect Core, section 3.1.3.6: the left half of the hash.
	hash := sha256.Sum256([]byte(access))
	claims := personClaims(p)
	for name, value := range s.commonClaims(g, p) {
		claims[name] = value
	}
	claims["aud"] = s.clientID
	claims["token_use"] = "id"
	claims["at_hash"] = base64.RawURLEncoding.EncodeToString(hash[:len(hash)/2])
	claims["cognito:username"] = p.ID
	if g.nonce != "" {
		claims["nonce"] = g.nonce
	}
	if len(p.Roles) > 0 {
		claims["cognito:groups"] = p.Roles
	}
	return claims
}

func (s *Server) accessClaims(g grant, p Person) map[string]any {
	claims := s.commonClaims(g, p)
	claims["client_id"] = s.clientID
	claims["token_use"] = "access"
	claims["scope"] = g.scope
	claims["username"] = p.ID
	return claims
}

// commonClaims are those that ID and access tokens share.
func (s *Server) commonClaims(g grant, p Person) map[string]any {
	now := s.now()
	return map[string]any{
		"iss":       s.issuer,
		"sub":       p.ID,
		"iat":       now.Unix(),
		"exp":       now.Add(tokenLife).Unix(),
		"auth_time": g.at.Unix(),
		"jti":       rand.Text(),
	}
}

// personClaims are the user pool's attributes; one without a value is left out.
func personClaims(p Person) map[string]any {
	claims := map[string]any{"sub": p.ID, "email_verified": true, "phone_number_verified": true}
	for name, value := range map[string]string{
		"name": p.Name, "email": p.Email, "phone_number": p.Telephone,
		"custom:team": p.Team, "custom:registration": p.Registration,
		"custom:skills": strings.Join(p.Skills, " "),
	} {
		if value != "" {
			claims[name] = value
		}
	}
	return claims
}

// userinfo answers for the person whose access token is presented.
func (s *Server) userinfo(w http.ResponseWriter, r *http.Request) {
	scheme, raw, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	var claims struct {
		Subject string `json:"sub"`
		Use     string `json:"token_use"`
		Expires int64  `json:"exp"`
	}
	ok := strings.EqualFold(scheme, "Bearer") && s.verify(raw, &claims) &&
		claims.Use == "access" && s.now().Before(time.Unix(claims.Expires, 0))
	p, known := s.person(claims.Subject)
	if !ok || !known {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		oauthError(w, http.StatusUnauthorized, "invalid_token", "the access token is missing, expired or not ours")
		return
	}
	answer := personClaims(p)
	answer["username"] = p.ID
	writeJSON(w, http.StatusOK, answer)
}

// clientKnown checks HTTP Basic credentials, which RFC 6749 has form-encoded.
func (s *Server) clientKnown(r *http.Request) bool {
	id, secret, ok := r.BasicAuth()
	if !ok {
		return false
	}
	id, err1 := url.QueryUnescape(id)
	secret, err2 := url.QueryUnescape(secret)
	return err1 == nil && err2 == nil && id == s.clientID &&
		subtle.ConstantTimeCompare([]byte(secret), []byte(s.clientSecret)) == 1
}

func (s *Server) sign(claims map[string]any) (string, error) {
	return jwt.Signed(s.signer).Claims(claims).Serialize()
}

// verify reports whether a token is ours, and reads its claims. It does not
// look at the time.
func (s *Server) verify(raw string, claims any) bool {
	token, err := jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.RS256})
	return err == nil && token.Claims(s.key.Public(), claims) == nil
}

func oauthError(w http.ResponseWriter, status int, name, why string) {
	writeJSON(w, status, map[string]string{"error": name, "error_description": why})
}
