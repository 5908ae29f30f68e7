# https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html, once in each region with repositories.
topic=$(aws sns create-topic --name towline --query TopicArn --output text)
aws sns set-topic-attributes --topic-arn "$topic" --attribute-name SignatureVersion --attribute-value 2
aws sns set-topic-attributes --topic-arn "$topic" --attribute-name Policy --attribute-value '{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": "'"$topic"'"}]}'
aws events put-rule --name towline --event-pattern '{"source": ["aws.codecommit"],
  "detail-type": ["CodeCommit Repository State Change", "CodeCommit Pull Request State Change"]}'
aws events put-targets --rule towline --targets "Id=towline,Arn=$topic"
aws sns subscribe --topic-arn "$topic" --protocol https --notification-endpoint 'HOOK_URL'
