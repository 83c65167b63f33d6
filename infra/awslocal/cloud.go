package awslocal

import (
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"assistive-referrals/infra/awslocal/dynamodb"
	"assistive-referrals/infra/awslocal/kms"
	"assistive-referrals/infra/awslocal/s3"
	"assistive-referrals/infra/awslocal/secretsmanager"
	"assistive-referrals/infra/awslocal/sqs"
	"assistive-referrals/infra/awslocal/stepfunctions"
	"assistive-referrals/infra/awslocal/wire"
)

// Options says what a Cloud is made of. The zero value is a live system in
// memory.
type Options struct {
	// Path is the file that keeps the state; "" keeps everything in memory.
	Path string
	// Now is the base clock: time.Now for a live system, a constant for a
	// simulation. Nil means time.Now.
	Now func() time.Time
	// Log is told of failed deliveries and refused calls. Nil discards.
	Log *slog.Logger
	// Region and Account appear in names; eu-west-2 and 000000000000 if empty.
	Region, Account string
	// S3Endpoint is where browsers find S3: the address before /<bucket>, which may
	// have a path of its own. Without one, presigned addresses lead to AWS.
	S3Endpoint string
	// Random is where identifiers, receipt handles and jitter come from; nil
	// means crypto/rand. A simulation that shall be repeatable gives a seeded
	// reader, and does not give the same seed to a Cloud reopened on old data.
	Random io.Reader
}

// Cloud is the double. Its methods may be called from several goroutines.
type Cloud struct {
	options Options
	base    func() time.Time
	offset  atomic.Int64 // nanoseconds
	log     *slog.Logger
	random  *randomness

	// mu guards the services, the wiring and their cursors. It is never held
	// while a handler or a hook runs.
	mu        sync.Mutex
	journal   *journal
	kept      int64 // the offset as journalled
	dynamodb  *dynamodb.Service
	sqs       *sqs.Service
	states    *stepfunctions.Service
	objects   *s3.Service
	services  map[string]wire.Service
	functions map[string]*Function
	queues    []*queueMapping
	streams   []*streamMapping
	schedules []*schedule
	// protections say who is told of new objects.
	protections []Protection
	async       asyncQueue
	changed     chan struct{} // closed and replaced whenever something changed
	seen        uint64        // journal.changes when that last happened

	// loop is held by whoever makes deliveries: Settle, Advance or Run.
	loop    sync.Mutex
	expired time.Time // when expired items were last looked for; guarded by loop

	hooks hooks
	live  atomic.Int32 // number of Runs under way
}

// New opens the double, with the state it had when it was last used if
// options.Path names its file. It returns an error within a second if another
// process has the file open.
func New(options Options) (*Cloud, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if options.Region == "" {
		options.Region = "eu-west-2"
	}
	if options.Account == "" {
		options.Account = "000000000000"
	}
	if options.Random == nil {
		options.Random = rand.Reader
	}
	j, err := openJournal(options.Path)
	if err != nil {
		return nil, err
	}
	c := &Cloud{
		options:   options,
		base:      options.Now,
		log:       options.Log,
		random:    &randomness{source: options.Random},
		journal:   j,
		functions: map[string]*Function{},
		changed:   make(chan struct{}),
	}
	c.hooks.condemned = map[string]Fault{}
	if err := c.restore(); err != nil {
		j.close()
		return nil, err
	}
	return c, nil
}

func (c *Cloud) restore() error {
	if err := c.restoreClock(); err != nil {
		return err
	}
	c.dynamodb = dynamodb.New(c.Now, c.journal, c.log)
	c.sqs = sqs.New(sqs.Options{
		Clock: c.Now, Journal: c.journal, NewID: c.random.id,
		Region: c.options.Region, Account: c.options.Account,
	})
	c.states = stepfunctions.New(stepfunctions.Options{
		Clock: c.Now, Journal: c.journal, NewID: c.random.id, Random: c.random.fraction,
		Region: c.options.Region, Account: c.options.Account,
	})
	secrets := secretsmanager.New(secretsmanager.Options{
		Clock: c.Now, Journal: c.journal, NewID: c.random.id,
		Region: c.options.Region, Account: c.options.Account,
	})
	keys := kms.New(kms.Options{
		Clock: c.Now, Journal: c.journal, NewID: c.random.id, Random: c.random.read,
		Region: c.options.Region, Account: c.options.Account,
	})
	c.services = map[string]wire.Service{}
	for _, service := range []wire.Service{c.dynamodb, c.dynamodb.Streams(), c.sqs, c.states, secrets, keys} {
		if err := service.Restore(); err != nil {
			return fmt.Errorf("awslocal: restoring %s: %w", service.Target(), err)
		}
		c.services[service.Target()] = service
	}
	c.objects = s3.New(s3.Options{Clock: c.Now, Journal: c.journal, Region: c.options.Region, Secret: secretKey})
	if err := c.objects.Restore(); err != nil {
		return fmt.Errorf("awslocal: restoring S3: %w", err)
	}
	return c.restoreAsync()
}

// Close commits what is left and releases the file. The Cloud must not be used
// afterwards.
func (c *Cloud) Close() error {
	c.loop.Lock()
	defer c.loop.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.journal.close()
}

// Batch runs fill while nothing is written to the file, and commits everything
// that changed meanwhile, by whomever, in one transaction at its end. It is for
// laying down sample data: until it returns, acknowledged calls are not durable.
func (c *Cloud) Batch(fill func() error) error {
	c.journal.beginBatch()
	err := fill()
	if committing := c.journal.endBatch(); err == nil {
		err = committing
	}
	return err
}

// Earliest returns the smallest sort key in any partition of a table's index, whose
// sort keys are texts; false if nothing is in it. It is no call to AWS, and hooks may
// use it.
func (c *Cloud) Earliest(table, index string) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.dynamodb.Earliest(table, index)
}

// IndexLag makes DynamoDB's secondary indexes show a change late whenever behind
// returns true; nil makes them show changes at once.
func (c *Cloud) IndexLag(behind func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dynamodb.IndexLag(behind)
}

// locked runs what under the lock, commits what it changed, and tells those who
// wait for a change.
func (c *Cloud) locked(what func() error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	err := what()
	if c.journal.changes != c.seen {
		// What happened at an instant must not outlive the clock that told it.
		if keeping := c.keepClock(); err == nil {
			err = keeping
		}
		c.seen = c.journal.changes
		close(c.changed)
		c.changed = make(chan struct{})
	}
	if committing := c.journal.commit(); committing != nil {
		return committing
	}
	return err
}

// whenChanged returns a channel that is closed at the next change.
func (c *Cloud) whenChanged() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.changed
}
