// Package identity is an OpenID Connect provider whose people are made up and
// need no password: whoever signs in picks a person from a list.
//
// A Server is an http.Handler that production code talks to unchanged, by
// discovery from its issuer. It puts the same claims into its tokens as an
// Amazon Cognito user pool does, groups as roles among them:
//
//	server, err := identity.New(identity.Options{
//		Issuer:       "http://localhost:8080/identity",
//		ClientID:     "assistive-referrals",
//		ClientSecret: "local",
//		RedirectURIs: []string{"http://localhost:8080/signed-in"},
//		SignOutURIs:  []string{"http://localhost:8080/"},
//		People:       identity.Staff(),
//	})
//	mux.Handle("/identity/", server)
//
// All its routes lie under the issuer's path. It offers the authorization code
// flow with PKCE (S256, required), a token endpoint for the one client (HTTP
// Basic), userinfo, and sign-out started by the client. The browser stays signed
// in here between flows, as with Cognito; prompt=login or prompt=select_account
// shows the list again, which is how to become another person.
//
// It is strict where a real provider is: redirect addresses match exactly, a code
// works once and for a minute, and a code presented with anything wrong is spent.
package identity
