// Command lambda runs the function notify on AWS Lambda.
package main

import (
	"assistive-referrals/functions/notify"
	"assistive-referrals/internal/host"
)

func main() { host.Start(notify.New) }
