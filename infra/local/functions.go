package local

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"assistive-referrals/functions/arrange"
	"assistive-referrals/functions/enlist"
	"assistive-referrals/functions/notify"
	"assistive-referrals/functions/relay"
	"assistive-referrals/functions/scan"
	"assistive-referrals/functions/sweep"
	"assistive-referrals/functions/triage"
	"assistive-referrals/functions/web"
	"assistive-referrals/infra"
	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/infra/local/notifyserver"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/referral"
)

// Functions is every function's code by its name in the topology.
func Functions() map[string]host.Function {
	return map[string]host.Function{
		"web": host.Of(web.New), "relay": host.Of(relay.New), "triage": host.Of(triage.New), "enlist": host.Of(enlist.New),
		"arrange": host.Of(arrange.New), "notify": host.Of(notify.New), "scan": host.Of(scan.New), "sweep": host.Of(sweep.New),
	}
}

// personKey keys the hashes of person rows here. Real ones are in Secrets Manager.
const personKey = "a key for made-up people only"

// secrets are the values of the topology's secrets here.
func secrets() map[string]string {
	return map[string]string{"person-key": personKey, "notify-key": notifyAPIKey, "client-secret": clientSecret, infra.AddressKey: addressKey, infra.HandOverKeys: casesystem.ReadyKeys()}
}

// parameters are what whoever deploys gives.
func (s *System) parameters() map[string]string {
	templates, _ := json.Marshal(notifyserver.TemplateIDs()) // strings always encode
	mailboxes := map[referral.Team]string{}
	for _, team := range referral.Teams() {
		mailboxes[team] = string(team) + "@council.example.org"
	}
	boxes, _ := json.Marshal(mailboxes)
	return map[string]string{
		host.Issuer: s.options.URL + "/identity", host.Discovery: s.options.URL + "/identity", host.SignInOrigin: origin(s.options.URL),
		host.ClientID: clientID, host.ServiceURL: s.options.URL, host.NotifyURL: s.options.URL + "/notify",
		host.NotifyTemplates: string(templates), host.Mailboxes: string(boxes), host.AddressURL: s.options.URL + "/places", host.HandOverOrigin: casesystem.Origin,
	}
}

// resolve returns what a function is told.
func (s *System) resolve(v infra.Value, parameters map[string]string) (string, error) {
	switch v.Kind {
	case infra.Text:
		if v.Of == "assets" {
			return s.options.Assets, nil
		}
		return v.Of, nil
	case infra.TableName:
		return s.made.Table, nil
	case infra.BucketName:
		return s.made.Bucket, nil
	case infra.MachineARN:
		return s.made.Machine, nil
	case infra.QueueURL:
		return s.made.Queues[v.Of], nil
	case infra.SecretName:
		return v.Of, nil
	case infra.KeyARN:
		return s.made.Keys[v.Of], nil
	case infra.Parameter, infra.OptionalParameter:
		if value, known := parameters[v.Of]; known {
			return value, nil
		}
	}
	return "", fmt.Errorf("no value for %q", v.Of)
}

// scanTakes is how long the scanner takes here. GuardDuty takes seconds to minutes.
const scanTakes = 5 * time.Second

// wire makes the functions and states what invokes each.
func (s *System) wire(ctx context.Context, t infra.Topology, outside *http.Client) error {
	code := Functions()
	for _, f := range t.Functions {
		function, known := code[f.Name]
		if !known {
			return fmt.Errorf("the topology names a function %q that there is no code for", f.Name)
		}
		environment, err := s.environment(f)
		if err != nil {
			return err
		}
		h := host.Host{AWS: s.Cloud.ConfigFor(f.Name), HTTP: outside, Now: s.Cloud.Now, Rules: s.Rules, Log: s.options.Log.With("function", f.Name)}
		handler, err := newInstances(ctx, func(ctx context.Context) (lambda.Handler, error) {
			return function.New(ctx, h, func(name string) string { return environment[name] })
		})
		if err != nil {
			return fmt.Errorf("make the function %s: %w", f.Name, err)
		}
		if err := s.Cloud.CreateFunction(awslocal.Function{Name: f.Name, Handler: handler, Timeout: f.Timeout}); err != nil {
			return err
		}
		if err := s.trigger(t, f); err != nil {
			return fmt.Errorf("trigger of %s: %w", f.Name, err)
		}
	}
	return nil
}

func (s *System) trigger(t infra.Topology, f infra.Function) error {
	switch {
	case f.Queue != nil:
		return s.Cloud.MapQueue(awslocal.QueueMapping{Function: f.Name, Queue: f.Queue.Queue, BatchSize: f.Queue.BatchSize, ReportBatchItemFailures: true})
	case f.Stream != nil:
		return s.Cloud.MapStream(awslocal.StreamMapping{
			Function: f.Name, Table: t.Table, BatchSize: f.Stream.BatchSize, Filters: f.Stream.Filters, MaximumRetryAttempts: f.Stream.Retries,
			BisectBatchOnFunctionError: true, ReportBatchItemFailures: true, OnFailureQueue: f.Stream.Failures,
		})
	case f.Scan != "":
		return s.Cloud.Protect(awslocal.Protection{Bucket: s.made.Bucket, Prefix: f.Scan, Function: f.Name, After: scanTakes})
	case f.Every != 0:
		return s.Cloud.Schedule(awslocal.Schedule{Name: f.Name, Function: f.Name, Every: f.Every, Input: json.RawMessage(`{}`)})
	}
	return nil
}
