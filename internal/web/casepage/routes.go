// Package casepage is a case with everything that is done about it: a file for each page.
package casepage

import (
	"embed"
	"io/fs"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web"
)

//go:embed template/*.gohtml
var templates embed.FS

// Templates are this wing's.
func Templates() fs.FS { return templates }

// Options are what these pages use.
type Options struct {
	Now   func() time.Time
	Seal  *envelope.Box // opens the codes of key safes
	Store *casestore.Store
	Rules referral.Rules
}

// Routes lists the pages, each with who may use it; a route that names nobody can be
// used by nobody.
func Routes(o Options) []web.Route {
	p := pages{o}
	routes := []web.Route{
		{Pattern: "GET /case/{reference}/withdraw", May: access.Withdraw, On: web.OnCase, Shows: "withdraw", Serve: p.withdraw},
		{Pattern: "POST /case/{reference}/withdraw", May: access.Withdraw, On: web.OnCase, Shows: "withdraw", Serve: p.sendWithdraw},
		{Pattern: "GET /case/{reference}/wait", May: access.SeeHistory, On: web.OnCase, Shows: "wait", Serve: p.wait},
		{Pattern: "GET /case/{reference}/wait.csv", May: access.SeeHistory, On: web.OnCase, Shows: "wait-file", Serve: p.waitDownload},
		{Pattern: "GET /case/{reference}", May: access.SeeCase, On: web.OnCase, Shows: "case", Serve: p.caseShow},
		{Pattern: "GET /case/{reference}/print", May: access.SeeCase, On: web.OnCase, Shows: "print", Serve: p.printCase},
		{Pattern: "GET /case/{reference}/key-safe-code", May: access.SeeSecret, On: web.OnCase, Shows: "key-safe-code-asked", Serve: p.keySafeCodeAsk},
		{Pattern: "POST /case/{reference}/key-safe-code", May: access.SeeSecret, On: web.OnCase, Serve: p.keySafeCodeShow},
		{Pattern: "GET /case/{reference}/{section}/answers", May: access.AnswerIt, On: web.OnCase, Shows: "answers", Serve: p.answersAsk},
		{Pattern: "POST /case/{reference}/{section}/answers", May: access.AnswerIt, On: web.OnCase, Shows: "answers", Serve: p.answersSave},
	}
	for _, c := range changePages() {
		routes = append(routes, c.routes(p)...)
	}
	return routes
}

type pages struct{ Options }
