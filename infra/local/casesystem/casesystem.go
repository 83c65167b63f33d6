// Package casesystem stands for a council's case system that hands people over to
// this service: it makes and signs documents as package handover reads them, and
// serves the page with the button that a worker there would press.
//
// The key is ready-made and opens nothing outside this process.
package casesystem

import (
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"assistive-referrals/internal/handover"
)

// Origin is where the made-up case system is, if nothing else is said.
const Origin = "http://localhost:8099"

// localKey is the private key with which the local system's case system signs.
const localKey = `{"use":"sig","kty":"EC","kid":"made-up-1","crv":"P-256","alg":"ES256",
	"x":"oCBMEulxI1MGy5QfD0KTcUBhyp4PFuEEdYiSyimjj-c","y":"5IOVUx3S-Xsut1YV53JwTia0V3p6uScvkLA0E9dntao",
	"d":"0Tp6lEA5ylrm3zpeowMK3mWhY2KQvexecOXbbNP8Lgs"}`

// System is a case system.
type System struct {
	key    jose.JSONWebKey
	origin string
	now    func() time.Time
}

// Options are what a System is made from.
type Options struct {
	Key    string // its private key, as a JSON Web Key with an identifier; "" for the ready-made one
	Origin string // "" for Origin
	Now    func() time.Time
}

// New returns a case system. It returns an error if the key cannot sign with ES256.
func New(o Options) (*System, error) {
	if o.Key == "" {
		o.Key = localKey
	}
	if o.Origin == "" {
		o.Origin = Origin
	}
	s := &System{origin: o.Origin, now: o.Now}
	if err := json.Unmarshal([]byte(o.Key), &s.key); err != nil {
		return nil, fmt.Errorf("the key is not a JSON Web Key: %w", err)
	}
	if _, private := s.key.Key.(*ecdsa.PrivateKey); !private || s.key.KeyID == "" {
		return nil, errors.New("the key is no private ES256 key with an identifier")
	}
	return s, nil
}

// Keys returns the public keys as a JSON Web Key Set: what this service's secret
// holds.
func (s *System) Keys() string {
	document, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{s.key.Public()}})
	if err != nil {
		panic("a public key always encodes: " + err.Error())
	}
	return string(document)
}

// ReadyKeys returns the public keys of the ready-made key.
func ReadyKeys() string {
	s, err := New(Options{})
	if err != nil {
		panic("the ready-made key: " + err.Error())
	}
	return s.Keys()
}

// Claims are what a document says.
type Claims struct {
	Issuer   string           `json:"iss"`
	Audience string           `json:"aud"`
	Made     *jwt.NumericDate `json:"iat"`
	Expires  *jwt.NumericDate `json:"exp"`
	ID       string           `json:"jti"`
	For      string           `json:"for,omitempty"`
	Person   map[string]any   `json:"person"`
}

// Claims returns a document to that service about a person, which may be changed
// before it is signed.
func (s *System) Claims(service, worker string, person map[string]any) Claims {
	now := s.now()
	return Claims{
		Issuer: s.origin, Audience: service, Made: jwt.NewNumericDate(now), Expires: jwt.NewNumericDate(now.Add(handover.MaxLife)),
		ID: rand.Text(), For: worker, Person: person,
	}
}

// Sign returns the document.
func (s *System) Sign(claims any) (string, error) { return s.SignAs(handover.Type, claims) }

// SignAs returns a document of another type.
func (s *System) SignAs(kind string, claims any) (string, error) {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: s.key}, (&jose.SignerOptions{}).WithType(jose.ContentType(kind)))
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return signed.CompactSerialize()
}

// Person is a made-up person to hand over.
func Person() map[string]any {
	return map[string]any{
		"full-name": "Testcase Victor", "preferred-name": "Vic", "date-of-birth": "1941-05-08",
		"nhs-number": "999 000 0018", "record-number": "SC-000123",
		"address": "7 Example Street\nExampleton", "postcode": "ZY1 1ZZ", "telephone": "01632 960 017",
	}
}
