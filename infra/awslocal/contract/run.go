package contract

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"assistive-referrals/infra/awslocal"
)

// Status is how a server did in a case.
type Status string

const (
	OK           Status = "ok"            // as the case says
	Differs      Status = "differs"       // otherwise
	NotSupported Status = "not supported" // the server says that it lacks the operation
	NotRun       Status = "not run"       // the case says why
)

// Result is what came of a case. Detail says what was expected and what came.
type Result struct {
	Case   Case
	Status Status
	Detail string
}

// Options says how to run. The zero value runs every case, one after another, in
// real time.
type Options struct {
	// Cases are the ones to run; nil means all.
	Cases []Case
	// Double is the Cloud behind the configuration, if it is one whose clock stands
	// still: time passes by advancing it, and cases of functions can run.
	Double *awslocal.Cloud
	// Parallel is how many cases run at the same time; 1 if zero.
	Parallel int
	// Limit is how long one case may take in real time; a minute if zero.
	Limit time.Duration
}

// Run runs cases against what the configuration leads to, and reports each
// result, from one goroutine at a time.
func Run(ctx context.Context, config aws.Config, o Options, report func(Result)) {
	if o.Cases == nil {
		o.Cases = Cases()
	}
	if o.Limit == 0 {
		o.Limit = time.Minute
	}
	s := newServer(config, o.Double)
	results := make(chan Result)
	slots := make(chan struct{}, max(1, o.Parallel))
	var running sync.WaitGroup
	go func() {
		for _, c := range o.Cases {
			slots <- struct{}{}
			running.Go(func() {
				results <- s.run(ctx, c, o.Limit)
				<-slots
			})
		}
		running.Wait()
		close(results)
	}()
	for r := range results {
		report(r)
	}
}

// server is what cases run against.
type server struct {
	tables  *dynamodb.Client
	streams *dynamodbstreams.Client
	queues  *sqs.Client
	states  *sfn.Client
	keys    *kms.Client
	files   *s3.Client
	config  aws.Config
	double  *awslocal.Cloud

	mu   sync.Mutex
	made map[string]bool // shared tables
	name string          // that no other run has
}

func newServer(config aws.Config, double *awslocal.Cloud) *server {
	config = config.Copy()
	// A refusal is to be seen, not retried.
	config.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	return &server{
		tables: dynamodb.NewFromConfig(config), streams: dynamodbstreams.NewFromConfig(config),
		queues: sqs.NewFromConfig(config), states: sfn.NewFromConfig(config), keys: kms.NewFromConfig(config),
		files: s3.NewFromConfig(config, func(o *s3.Options) { o.UsePathStyle = true }), config: config,
		double: double, made: map[string]bool{}, name: "contract-" + unique(),
	}
}

// run runs one case. Cases end by panicking with a Result when something is not
// as they say.
func (s *server) run(ctx context.Context, c Case, limit time.Duration) (result Result) {
	if c.DoubleOnly != "" && s.double == nil {
		return Result{c, NotRun, c.DoubleOnly}
	}
	if c.RealTimeOnly != "" && s.double != nil {
		return Result{c, NotRun, c.RealTimeOnly}
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	p := &probe{server: s, ctx: ctx, id: "c" + unique()}
	defer func() {
		switch ended := recover().(type) {
		case nil:
			result = Result{c, OK, ""}
		case verdict:
			result = Result{c, ended.status, ended.detail}
		default:
			result = Result{c, Differs, fmt.Sprintf("the case failed on an answer that it does not know: %v", ended)}
		}
		result.Detail = strings.ReplaceAll(result.Detail, p.id, "<id>")
	}()
	c.check(p)
	return result
}
