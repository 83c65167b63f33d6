// Package handover reads the document with which a council's case system hands a
// person over, so that whoever refers them types nothing twice.
//
// A document is a JSON Web Signature in its compact form, signed with ES256 by a key
// of the case system. It lives for minutes, and whoever keeps what it begins must see
// to it that each identifier begins something once:
//
//	keys, err := handover.ParseKeys(secret)
//	document, err := handover.Read(posted, handover.Expected{Keys: keys, Issuer: origin, Audience: serviceURL, Now: now})
//
// Nothing of a document is looked at before its signature is found good. The package
// knows nothing of the form: Person is by the names that the form gives its questions.
package handover

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	// MaxSize is the largest document that is read, in bytes.
	MaxSize = 16 << 10
	// MaxLife is how long after it was made a document may at most be taken.
	MaxLife = 5 * time.Minute
	// Skew is by how much the clock of the case system may be ahead.
	Skew = time.Minute
	// Type is the type in the document's header: no other token passes for one.
	Type = "referral-hand-over+jwt"
)

// Document is what was handed over.
type Document struct {
	Issuer string
	ID     string // of this document: it is good for once
	// For is the email address of whoever it was made for; "" if that was not said.
	For    string
	Person map[string][]string // by the names of the form's questions
}

// Expected is what a document must say to be taken.
type Expected struct {
	Keys     Keys
	Issuer   string // the case system's origin
	Audience string // this service's address
	Now      time.Time
}

// Errors of Read. What they wrap is for the log; it quotes nothing of the document.
var (
	ErrTooLarge    = errors.New("larger than a hand-over may be")
	ErrNotSigned   = errors.New("not signed with a key of the case system")
	ErrNotForUs    = errors.New("made by or for another system")
	ErrOutOfDate   = errors.New("too old, or made to last too long")
	ErrNotReadable = errors.New("signed, but not as a hand-over is written")
)

// Keys are the public keys of the case system, by their identifiers. There may be
// several, so that one can follow another without a gap.
type Keys map[string]*ecdsa.PublicKey

// ParseKeys reads a JSON Web Key Set. It returns an error for a key without an
// identifier, that is not on the curve P-256, or that is a private one.
func ParseKeys(document string) (Keys, error) {
	var set jose.JSONWebKeySet
	if err := json.Unmarshal([]byte(document), &set); err != nil {
		return nil, errors.New("the keys are not a JSON Web Key Set") // the cause could quote them
	}
	keys := Keys{}
	for _, key := range set.Keys {
		public, ok := key.Key.(*ecdsa.PublicKey)
		if !ok || public.Curve != elliptic.P256() || key.KeyID == "" || key.Algorithm != "" && key.Algorithm != string(jose.ES256) {
			return nil, fmt.Errorf("the key %q is no public ES256 key with an identifier", key.KeyID)
		}
		keys[key.KeyID] = public
	}
	return keys, nil
}

// claims are what a document says. Others are refused.
type claims struct {
	Issuer   string            `json:"iss"`
	Audience jwt.Audience      `json:"aud"`
	Made     *jwt.NumericDate  `json:"iat"`
	Expires  *jwt.NumericDate  `json:"exp"`
	ID       string            `json:"jti"`
	For      string            `json:"for"`
	Person   map[string]values `json:"person"`
}

// values is one value or several.
type values []string

// UnmarshalJSON implements json.Unmarshaler.
func (v *values) UnmarshalJSON(document []byte) error {
	var one string
	if json.Unmarshal(document, &one) == nil {
		*v = values{one}
		return nil
	}
	var several []string
	if json.Unmarshal(document, &several) != nil {
		return errors.New("neither a text nor a list of texts")
	}
	*v = several
	return nil
}

var identifier = regexp.MustCompile(`^[A-Za-z0-9_-]{16,64}$`)

// Read returns what a document hands over. It returns an error that is one of this
// package's if it must not be taken.
func Read(document string, e Expected) (Document, error) {
	if len(document) > MaxSize {
		return Document{}, ErrTooLarge
	}
	payload, err := verified(document, e.Keys)
	if err != nil {
		return Document{}, err
	}
	var c claims
	decoder := json.NewDecoder(bytes.NewReader(payload))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&c) != nil || !errors.Is(decoder.Decode(&struct{}{}), io.EOF) {
		return Document{}, fmt.Errorf("%w: not the expected JSON", ErrNotReadable)
	}
	switch {
	case c.Issuer != e.Issuer || len(c.Audience) != 1 || c.Audience[0] != e.Audience:
		return Document{}, ErrNotForUs
	case c.Made == nil || c.Expires == nil || !identifier.MatchString(c.ID) || len(c.Person) == 0:
		return Document{}, fmt.Errorf("%w: iat, exp, jti or person is missing", ErrNotReadable)
	}
	made, expires := c.Made.Time(), c.Expires.Time()
	if made.After(e.Now.Add(Skew)) || !e.Now.Before(expires) || expires.Sub(made) > MaxLife || !expires.After(made) {
		return Document{}, ErrOutOfDate
	}
	person := map[string][]string{}
	for field, given := range c.Person {
		person[field] = given
	}
	return Document{Issuer: c.Issuer, ID: c.ID, For: c.For, Person: person}, nil
}

// verified returns what was signed.
func verified(document string, keys Keys) ([]byte, error) {
	signed, err := jose.ParseSignedCompact(document, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil || len(signed.Signatures) != 1 {
		return nil, ErrNotSigned
	}
	header := signed.Signatures[0].Protected
	key, known := keys[header.KeyID]
	if !known {
		return nil, ErrNotSigned
	}
	payload, err := signed.Verify(key)
	if err != nil {
		return nil, ErrNotSigned
	}
	if header.ExtraHeaders[jose.HeaderType] != Type {
		return nil, fmt.Errorf("%w: its type is another", ErrNotForUs)
	}
	return payload, nil
}
