package casestore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"
)

const (
	prefixHandOver      = "HANDOVER#"
	sortArrival    sort = "ARRIVAL"
	sortUsed       sort = "USED"
)

func handOverKey(secret string) key {
	return key{partition(prefixHandOver + hashed(secret)), sortArrival}
}

func usedKey(document string) key { return key{partition(prefixHandOver + document), sortUsed} }

// HandOver is what a case system handed over and nobody has begun a draft with yet. It
// is kept for the browser that brought it.
type HandOver struct {
	ID       string              `json:"id"`
	Document string              `json:"document"` // which one it was: see DocumentID
	From     string              `json:"from"`     // the case system
	For      string              `json:"for"`      // email address of whoever alone may have it; "" for anybody
	Draft    string              `json:"draft"`    // the draft that is begun with it
	Begun    bool                `json:"begun"`
	Person   map[string][]string `json:"person"` // nothing once it is begun
	Until    time.Time           `json:"until"`
	Expires  int64               `json:"Expires"`
}

// ErrUsedBefore says that something was begun with a document already.
var ErrUsedBefore = errors.New("the document was used before")

// usedLife is how long a document is remembered that was used: longer than any
// arrival of it is kept.
const usedLife = 24 * time.Hour

// AssertionID returns the name under which a document is remembered. It holds nothing
// that its sender chose.
func AssertionID(issuer, id string) string {
	sum := sha256.Sum256([]byte(issuer + "\x00" + id))
	return hex.EncodeToString(sum[:])
}

// SaveHandOver stores an arrival under a secret of the browser until a.Until.
func (s accounts) SaveHandOver(ctx context.Context, secret string, a HandOver) error {
	a.Expires = a.Until.Unix()
	return s.keep(ctx, handOverKey(secret), a)
}

// HandOver returns what arrived with the browser of that secret, or ErrNotFound if
// there is none or its time is over.
func (s accounts) HandOver(ctx context.Context, secret string) (HandOver, error) {
	var a HandOver
	err := s.get(ctx, handOverKey(secret), &a)
	if err == nil && !s.now().Before(a.Until) {
		return HandOver{}, ErrNotFound
	}
	return a, err
}

// UsedAssertion is what a document began.
type UsedAssertion struct {
	Referrer string `json:"referrer"`
	Draft    string `json:"draft"`
	Expires  int64  `json:"Expires"`
}

// UsedAssertion returns what was begun with a document, or ErrNotFound if nothing was.
func (s accounts) UsedAssertion(ctx context.Context, document string) (UsedAssertion, error) {
	var u UsedAssertion
	err := s.get(ctx, usedKey(document), &u)
	return u, err
}

// usedItem notes that a document began a draft: it does so once.
func usedItem(document string, used UsedAssertion, now time.Time) write {
	used.Expires = now.Add(usedLife).Unix()
	return write{key: usedKey(document), put: used, when: absent}
}
