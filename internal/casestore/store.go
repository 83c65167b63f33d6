package casestore

import (
	"context"
	"crypto/rand"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/internal/referral"
)

// Options are what a Store is made from.
type Options struct {
	Config aws.Config
	Table  string
	Now    func() time.Time
	Rules  referral.Rules
	// PersonKey keys the hashes by which a person's cases are found. Only what
	// opens or finds cases needs it.
	PersonKey []byte
	// Random is the source of references; crypto/rand if nil.
	Random io.Reader
}

// Store keeps cases in a table, and what belongs to those who work with them.
type Store struct {
	db
	accounts
	now     func() time.Time
	rules   referral.Rules
	persons personHash
	random  io.Reader
}

// accounts keeps what belongs to whoever signs in, and to no case: sign-ins, forms that
// met one that had timed out, what a case system handed over, who is in a team and
// away, settings, and what they write and have not recorded.
type accounts struct {
	db
	now func() time.Time
}

// keep puts an item, whatever is there.
func (a accounts) keep(ctx context.Context, k key, value any) error {
	return wrapped(a.send(ctx, write{key: k, put: value}), "keep "+string(k.SK))
}

// New returns the store on that table.
func New(o Options) *Store {
	if o.Random == nil {
		o.Random = rand.Reader
	}
	table := db{client: dynamodb.NewFromConfig(o.Config), table: o.Table}
	return &Store{db: table, accounts: accounts{table, o.Now}, now: o.Now, rules: o.Rules, persons: o.PersonKey, random: o.Random}
}

// Now is the store's clock.
func (s *Store) Now() time.Time { return s.now() }
