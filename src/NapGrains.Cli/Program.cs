using System.Text;
using NapGrains.Cli;

// Titles and statements are Azerbaijani: a console's old code page would lose their letters.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await NapCommand.Run(args, Terminal.OfThisProcess());
