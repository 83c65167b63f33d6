package dynamodb

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"assistive-referrals/infra/awslocal/wire"
)

const (
	tokensBucket = "dynamodb.tokens"

	// tokenLife is how long a ClientRequestToken makes a transaction idempotent.
	tokenLife = 10 * time.Minute
)

// tokens are the ClientRequestTokens of the last ten minutes.
type tokens struct {
	seen  map[string]carriedOut
	order []string // oldest first
}

// carriedOut is what is kept of a transaction that succeeded. One that was
// cancelled leaves nothing: to repeat it is to try again.
type carriedOut struct {
	Request string // a digest of what was asked
	At      time.Time
}

func newTokens() tokens { return tokens{seen: map[string]carriedOut{}} }

// digest is the same for the same request, in whatever order its maps were sent.
func (in *transactWriteItemsInput) digest() (string, error) {
	encoded, err := json.Marshal(in.TransactItems)
	if err != nil {
		return "", fmt.Errorf("encoding a transaction: %w", err)
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:]), nil
}

// repeats tells whether the request was carried out before under its token, and
// refuses the token if it belongs to another request.
func (s *Service) repeats(in *transactWriteItemsInput) (bool, error) {
	s.forgetTokens()
	earlier, found := s.tokens.seen[in.ClientRequestToken]
	if !found || in.ClientRequestToken == "" {
		return false, nil
	}
	request, err := in.digest()
	if err != nil {
		return false, err
	}
	if request != earlier.Request {
		return false, wire.Refuse("IdempotentParameterMismatchException",
			"The client token %s was used with a different request within the last ten minutes", in.ClientRequestToken)
	}
	return true, nil
}

// forgetTokens drops the tokens whose time is over.
func (s *Service) forgetTokens() {
	now := s.clock()
	for len(s.tokens.order) > 0 {
		oldest := s.tokens.order[0]
		if now.Sub(s.tokens.seen[oldest].At) < tokenLife {
			return
		}
		s.tokens.order = s.tokens.order[1:]
		delete(s.tokens.seen, oldest)
		s.journal.Delete(tokensBucket, oldest)
	}
}

func (s *Service) rememberToken(in *transactWriteItemsInput) error {
	if in.ClientRequestToken == "" {
		return nil
	}
	request, err := in.digest()
	if err != nil {
		return err
	}
	kept := carriedOut{Request: request, At: s.clock()}
	encoded, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("encoding a client token: %w", err)
	}
	s.tokens.seen[in.ClientRequestToken] = kept
	s.tokens.order = append(s.tokens.order, in.ClientRequestToken)
	s.journal.Put(tokensBucket, in.ClientRequestToken, encoded)
	return nil
}

// replay answers a repeated transaction: nothing is written, and the capacity is
// that of reading the items.
func (s *Service) replay(in *transactWriteItemsInput, changes []*change) *transactWriteAnswer {
	b := bill{asked: in.ReturnConsumedCapacity}
	for _, c := range changes {
		key := c.key
		if c.put != nil {
			key = c.table.key.of(c.put)
		}
		place, _ := c.table.key.encode(key)
		item, _ := c.table.items.Get(place)
		b.table(c.table.definition.TableName, 2*readUnits(item.bytes(), true))
	}
	for _, c := range b.tables {
		c.ReadCapacityUnits = c.CapacityUnits
	}
	return &transactWriteAnswer{ConsumedCapacity: b.tables}
}
