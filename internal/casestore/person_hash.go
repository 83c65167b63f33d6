package casestore

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// personHash is the secret by which a text may stand in a key: nobody without it can
// tell which text it is, or try some.
type personHash []byte

func (h personHash) of(text string) string {
	mac := hmac.New(sha256.New, h)
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}
