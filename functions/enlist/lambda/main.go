// Command lambda runs the function enlist on AWS Lambda.
package main

import (
	"assistive-referrals/functions/enlist"
	"assistive-referrals/internal/host"
)

func main() { host.Start(enlist.New) }
