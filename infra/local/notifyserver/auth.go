package notifyserver

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// skew is how far a caller's clock may be from ours.
const skew = 30 * time.Second

// authenticate returns the refusal that this Authorization header earns, or nil.
func (s *Server) authenticate(header string) *problem {
	if header == "" {
		return &problem{http.StatusUnauthorized, "AuthError", "Unauthorized: authentication token must be provided"}
	}
	scheme, raw, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return &problem{http.StatusUnauthorized, "AuthError", "Unauthorized: authentication bearer scheme must be used"}
	}
	token, err := jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.HS256})
	if err != nil {
		return forbidden("Invalid token: signature, api token is not valid")
	}
	var claims struct {
		Issuer   string `json:"iss"`
		IssuedAt *int64 `json:"iat"`
	}
	if err := token.UnsafeClaimsWithoutVerification(&claims); err != nil {
		return forbidden("Invalid token: signature, api token is not valid")
	}
	if claims.Issuer == "" {
		return forbidden("Invalid token: iss field not provided")
	}
	if claims.Issuer != s.service {
		return forbidden("Invalid token: service not found")
	}
	if err := token.Claims(s.secret, &claims); err != nil {
		return forbidden("Invalid token: API key not found")
	}
	if claims.IssuedAt == nil {
		return forbidden("Invalid token: iat field not provided")
	}
	if s.now().Sub(time.Unix(*claims.IssuedAt, 0)).Abs() > skew {
		return forbidden("Error: Your system clock must be accurate to within 30 seconds")
	}
	return nil
}

func forbidden(message string) *problem {
	return &problem{http.StatusForbidden, "AuthError", message}
}
