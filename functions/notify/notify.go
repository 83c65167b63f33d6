// Package notify takes notifications from their queue and sends each through
// GOV.UK Notify, once: it reserves the notification, asks GOV.UK Notify by our
// own identifier whether it was sent already, sends it, and records that.
package notify

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/host"
	"assistive-referrals/internal/notify"
	"assistive-referrals/internal/panics"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret"
	"assistive-referrals/internal/workflow/message"
	"assistive-referrals/internal/workingtime"
)

// Config is what the function is told.
type Config struct {
	Table           string                   `env:"TABLE"`
	NotifyKeySecret string                   `env:"NOTIFY_KEY_SECRET"`
	NotifyURL       string                   `env:"NOTIFY_URL"`
	Templates       map[string]string        `env:"NOTIFY_TEMPLATES,json"`
	Mailboxes       map[referral.Team]string `env:"MAILBOXES,json"`
	ServiceURL      string                   `env:"SERVICE_URL"`
}

// New makes the function.
func New(ctx context.Context, h host.Host, c Config) (lambda.Handler, error) {
	if err := notify.CheckTemplates(c.Templates); err != nil {
		return nil, fmt.Errorf("%s: %w", host.NotifyTemplates, err)
	}
	key, err := secret.Read(ctx, h.AWS, c.NotifyKeySecret)
	if err != nil {
		return nil, err
	}
	client, err := notify.New(notify.Options{BaseURL: c.NotifyURL, APIKey: key, HTTP: h.HTTP, Now: h.Now})
	if err != nil {
		return nil, err
	}
	s := sender{Config: c, store: casestore.New(casestore.Options{Config: h.AWS, Table: c.Table, Now: h.Now, Rules: h.Rules}), client: client, log: h.Log}
	return lambda.NewHandler(s.handle), nil
}

type sender struct {
	Config
	store  *casestore.Store
	client *notify.Client
	log    *slog.Logger
}

// reserve is how long one delivery has a notification to itself. It is shorter
// than the queue's visibility timeout, so that the next delivery can have it.
const reserve = 2 * time.Minute

// handle works through a batch and reports each message that failed.
func (s sender) handle(ctx context.Context, event events.SQSEvent) (events.SQSEventResponse, error) {
	response := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
	for _, m := range event.Records {
		if err := panics.Try(func() error { return s.one(ctx, m.Body) }); err != nil {
			panics.Log(s.log, "could not send a notification", err, "message", m.MessageId)
			response.BatchItemFailures = append(response.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: m.MessageId})
		}
	}
	return response, nil
}

func (s sender) one(ctx context.Context, body string) error {
	var in message.Notification
	if err := json.Unmarshal([]byte(body), &in); err != nil {
		return fmt.Errorf("read a notification message: %w", err)
	}
	n, err := s.store.ClaimNotification(ctx, casestore.NotificationKey(in), reserve)
	if casestore.IsNotFound(err) {
		s.log.Error("there is no such notification", "reference", in.Reference, "notification", in.ID)
		return nil
	}
	if err != nil || !n.Sent.IsZero() {
		return err
	}
	receipt, err := s.settle(ctx, n)
	var refused *notify.Error
	var undeliverable undeliverableError
	if errors.As(err, &undeliverable) || errors.As(err, &refused) && refused.Permanent() {
		s.log.Error("a notification can never be sent", "reference", n.Reference, "notification", n.ID, "error", err)
		return s.store.GiveUpNotification(ctx, n, err.Error())
	}
	if err != nil {
		return err
	}
	return s.store.MarkSent(ctx, n, receipt)
}

// settle sends a notification, unless it is withheld or GOV.UK Notify has it already,
// and returns GOV.UK Notify's identifier, or why it is withheld.
func (s sender) settle(ctx context.Context, n casestore.Notification) (string, error) {
	m, withheld, err := s.message(ctx, n)
	if err != nil {
		return "", err
	}
	// It may have been sent, and only that was not recorded.
	if id, found, err := s.client.Sent(ctx, identifier(n)); err != nil || found {
		return id, err
	}
	if withheld != "" {
		return withheld, nil
	}
	return s.client.Send(ctx, m)
}

// message returns what is sent, or why it is withheld after all.
func (s sender) message(ctx context.Context, n casestore.Notification) (notify.Message, string, error) {
	if n.Draft != "" {
		return s.aboutDraft(ctx, n)
	}
	c, strands, err := s.store.Case(ctx, n.Reference)
	if err != nil {
		return notify.Message{}, "", err
	}
	if why := referral.Withheld(c, strands, n.Notice, n.Kind); why != "" {
		return notify.Message{}, why, nil
	}
	m, err := s.compose(ctx, n, c, strands)
	return m, "", err
}

// aboutDraft tells that a draft will go. It says until when it is kept, and nothing
// of what is in it.
func (s sender) aboutDraft(ctx context.Context, n casestore.Notification) (notify.Message, string, error) {
	d, still, err := s.store.DraftToTell(ctx, n)
	if err != nil || !still {
		return notify.Message{}, "withheld: saved, sent or deleted since", err
	}
	if d.Tell == "" {
		return notify.Message{}, "", undeliverableError("no address is known for " + string(n.Notice.To))
	}
	t, known := notify.TypeFor(n.Notice.Type)
	if !known {
		return notify.Message{}, "", undeliverableError("unknown type of notification " + n.Notice.Type)
	}
	last := time.Unix(d.Expires, 0).Add(-time.Second).In(workingtime.London())
	m, err := t.Message(s.Templates, notify.Address{Channel: notify.Email, To: d.Tell}, identifier(n),
		notify.Facts{ServiceURL: s.ServiceURL, KeptUntil: last.Format("2 January 2006")})
	return m, "", err
}

// identifier is our own identifier of a notification at GOV.UK Notify.
func identifier(n casestore.Notification) string {
	return cmp.Or(string(n.Reference), "DRAFT") + "#" + n.ID
}

// undeliverableError says that a notification has nowhere to go.
type undeliverableError string

func (e undeliverableError) Error() string { return string(e) }

func (s sender) compose(ctx context.Context, n casestore.Notification, c referral.Case, strands []referral.Strand) (notify.Message, error) {
	t, known := notify.TypeFor(n.Notice.Type)
	if !known {
		return notify.Message{}, undeliverableError("unknown type of notification " + n.Notice.Type)
	}
	to, err := s.address(ctx, c, strands, n)
	if err != nil {
		return notify.Message{}, err
	}
	facts := notify.Facts{Reference: string(n.Reference), ServiceURL: s.ServiceURL}
	var labels []string
	for _, strand := range strands {
		if n.Kind != "" && n.Kind != strand.Kind {
			continue
		}
		labels = append(labels, strand.Kind.Label())
		if strand.Decision != nil {
			facts.Outcome = strand.Decision.Outcome.Label()
		}
	}
	facts.Kind = strings.Join(labels, " and ")
	return t.Message(s.Templates, to, identifier(n), facts)
}

// alsoHears returns the address of somebody who hears the strand's decision too, and
// whether the notification is to one.
func alsoHears(strands []referral.Strand, n casestore.Notification) (string, bool) {
	for _, strand := range strands {
		if strand.Kind == n.Kind && strand.Decision != nil {
			if to, is := strand.Decision.Also(n.Notice.To); is {
				return to, true
			}
		}
	}
	return "", false
}

// address is where a recipient is reached now. A practitioner without an address,
// or who has the strand no more, is reached through the team's mailbox, and so is a
// team's manager of whom none is known.
func (s sender) address(ctx context.Context, c referral.Case, strands []referral.Strand, n casestore.Notification) (notify.Address, error) {
	to := n.Notice.To
	team, isTeam := strings.CutPrefix(string(to), "team:")
	colleague, isColleague := c.Colleague(to)
	held, isHolderOf := to.HolderOf()
	managed, isManager := to.ManagerOf()
	if to == referral.ToHolder {
		held, isHolderOf = n.Kind, true
	}
	also, hearsToo := alsoHears(strands, n)
	address := notify.Address{Channel: notify.Email}
	var err error
	switch {
	case isTeam:
		address.To = s.Mailboxes[referral.Team(team)]
	case isManager:
		address.To, err = s.manager(ctx, managed)
	case isColleague:
		address.To = colleague
	case hearsToo:
		address.To = also
	case to == referral.ToReferrer:
		address.To = c.Referrer.Email
	case isHolderOf:
		address.To = s.about(strands, held, func(strand referral.Strand) string { return strand.HolderTell })
	case to == referral.ToHadBefore:
		address.To = s.about(strands, n.Kind, referral.Strand.HadBeforeTell)
	case to == referral.ToPerson:
		address.To = c.TellPerson
		if !strings.Contains(address.To, "@") {
			address.Channel = notify.SMS
		}
	}
	if address.To == "" && err == nil {
		return address, undeliverableError("no address is known for " + string(to))
	}
	return address, err
}

// about returns a practitioner's address by a strand, or its team's mailbox.
func (s sender) about(strands []referral.Strand, kind referral.Kind, of func(referral.Strand) string) string {
	for _, strand := range strands {
		if strand.Kind == kind {
			return cmp.Or(of(strand), s.Mailboxes[strand.Team])
		}
	}
	return ""
}

// manager returns the address of a team's manager who signed in lately.
func (s sender) manager(ctx context.Context, team referral.Team) (string, error) {
	colleagues, err := s.store.Colleagues(ctx, team)
	if err != nil {
		return "", err
	}
	for _, c := range colleagues {
		if slices.Contains(c.Roles, referral.TeamManager) && c.Email != "" {
			return c.Email, nil
		}
	}
	return s.Mailboxes[team], nil
}
